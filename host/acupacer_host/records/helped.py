"""What was said after sessions, better, the same or worse: by routine and by place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..language import WORDS
from .sessions import HELPED_WORDS, Session

SIGNS = {"better": "▲", "same": "–", "worse": "▼"}
OTHER_SIGN = "?"  # an answer that a later firmware gave
LATELY = 5  # the answers that words about the last ones are about
SIGNS_MOST = 12


@dataclass
class Said:
    """The answers after some sessions, in order, beside what was asked for there.

    ``answers``: codes of the record, without those of sessions where nothing was said.
    ``asked_s``: of each session, seconds of pressure that it asked for.
    """

    answers: list[str] = field(default_factory=list)
    asked_s: list[float] = field(default_factory=list)

    def add(self, session: Session, asked_ms: int) -> None:
        """Count one more session."""
        self.answers += [session.helped] if session.helped else []
        self.asked_s.append(asked_ms / 1000)

    @property
    def unsaid(self) -> int:
        """Sessions after which nothing was said."""
        return len(self.asked_s) - len(self.answers)

    def signs(self) -> str:
        """The last answers, a sign for each."""
        return "".join(map(sign, self.answers[-SIGNS_MOST:]))

    def lately(self) -> str:
        """The last answers in words: ``of the last 5, 3 better and 1 worse``."""
        last = self.answers[-LATELY:]
        better, worse = last.count("better"), last.count("worse")
        words = WORDS.tell("of the last {}, {} better and {} worse")
        return words.format(len(last), better, worse)

    def counts(self) -> str:
        """All answers in words: ``better 3, the same 1, worse 0``; others as they are named."""
        names = [*HELPED_WORDS, *sorted(set(self.answers).difference(HELPED_WORDS))]
        return ", ".join(
            f"{WORDS.tell(HELPED_WORDS.get(name, name))} {self.answers.count(name)}"
            for name in names
        )


def sign(answer: str) -> str:
    """What stands for an answer where there is no room for words; "" for none."""
    return SIGNS.get(answer, OTHER_SIGN) if answer else ""


def by_routine(sessions: Iterable[Session]) -> dict[str, Said]:
    """By the routine's id; of those after which something was said."""
    said: dict[str, Said] = {}
    for session in sessions:
        said.setdefault(session.routine, Said()).add(session, session.prescribed_ms)
    return _with_answers(said)


def by_place(sessions: Iterable[Session]) -> dict[str, Said]:
    """By point or area, of the sessions that pressed it: both sides, any method."""
    said: dict[str, Said] = {}
    for session in sessions:
        for name in dict.fromkeys(place.place for place in session.places):
            sides = [place for place in session.places if place.place == name]
            if any(place.delivered_ms for place in sides):
                asked_ms = sum(place.prescribed_ms for place in sides)
                said.setdefault(name, Said()).add(session, asked_ms)
    return _with_answers(said)


def _with_answers(said: dict[str, Said]) -> dict[str, Said]:
    return {name: one for name, one in sorted(said.items()) if one.answers}
