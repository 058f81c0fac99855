"""A simulator's trace, told for people: when, what was felt, what the screen said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from acupacer.boards.decoder import FeltCue, decode
from acupacer.boards.pulse_log import PulseLog

from ..content.wording import clock_words

SCREEN_COLUMNS = 64


@dataclass(frozen=True)
class Moment:
    """One line of the story. ``felt``: cue and pattern, or ""; ``screen``: words, or ""."""

    t_ms: int
    felt: str
    screen: str

    def line(self) -> str:
        """``1:02.5  press L          hold  LI4 ...``."""
        return f"{clock_words(self.t_ms):>8}  {self.felt:24}  {self.screen}".rstrip()


def story(trace: Iterable[dict[str, Any]]) -> list[Moment]:
    """The moments of ``trace``. Seconds that merely count down are left out."""
    records = list(trace)
    moments = [*_felt_moments(cues_in(records)), *_screen_moments(records)]
    # a screen and the cue it comes with share a line
    merged: list[Moment] = []
    for moment in sorted(moments, key=lambda moment: moment.t_ms):
        last = merged[-1] if merged else None
        if last and last.t_ms == moment.t_ms and not (last.felt and moment.felt):
            words = moment.screen or last.screen
            merged[-1] = Moment(last.t_ms, last.felt or moment.felt, words)
        else:
            merged.append(moment)
    return merged


def cues_in(trace: Iterable[dict[str, Any]]) -> list[FeltCue]:
    """What a person would feel: the cues in ``trace``, lines as docs/developer/trace.md says.

    They come from the changes of the pins: that the right cue is read back proves that the
    right pulses went out.
    """
    log = PulseLog()
    for record in trace:
        if "motor_pct" in record:
            log.motor(record["t_ms"], record["motor_pct"])
        elif "tone_hz" in record:
            log.tone(record["t_ms"], record["tone_hz"])
    return decode(log.pulses)


def _felt_moments(felt: list[FeltCue]) -> Iterator[Moment]:
    """One moment per cue; the pulses of one countdown together."""
    for name, group in groupby(felt, key=lambda cue: cue.name):
        cues = list(group)
        if name == "countdown":
            for start in range(0, len(cues), 3):
                part = cues[start : start + 3]
                patterns = " ".join(cue.pattern for cue in part)
                yield Moment(part[0].start_ms, f"countdown {patterns}", "")
            continue
        for cue in cues:
            words = cue.called() if cue.cut_ms else f"{cue.called()} {cue.pattern}"
            yield Moment(cue.start_ms, words, "")


def _screen_moments(records: list[dict[str, Any]]) -> Iterator[Moment]:
    shown: object = None
    for record in records:
        if "screen" not in record:
            continue
        words = " · ".join(record["words"])
        key = (record["screen"], re.sub(r"\d+", "#", words))
        if key != shown:
            shown = key
            text = f"{record['screen'].replace('_', ' ')}: {words}"
            if len(text) > SCREEN_COLUMNS:
                text = text[: SCREEN_COLUMNS - 1] + "…"
            yield Moment(record["t_ms"], "", text)
