"""What can be asked of a device over the page's cable, as steps; answers are for JSON."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from acupacer.core import settings
from acupacer.core.clock import iso_time
from acupacer.core.errors import TimeTextError
from acupacer.core.link.upload import ROUTINES
from acupacer.core.routine import safety

from ..content import factory, reading
from ..content.exclusions import refusals
from ..content.routine_diff import difference
from ..content.validate import check_bytes
from ..content.wording import WORDS
from ..device import zone
from ..device.dialogue import Dialogue
from ..device.mirror import Mirror
from ..device.stepping import Stepper
from ..errors import NEW, Refused, ending
from ..language import ENGLISH, SPOKEN
from .pulled import Pulled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..device.replies import Hello
    from ..device.wants import Steps

    Answer = dict[str, Any]

HAS_NEW = "The device has the new file."
CHOSEN_S = 2.0  # to say hello, as PROBE_S; its user chose this port, and a browser may be slow


class Cable:
    """One line, and whoever is at its other end. ``is_own``: the page's own device."""

    def __init__(self, now_s: float, seq: int, is_own: bool) -> None:
        self.now_s = now_s
        self.language = "en"
        self.news: list[str] = []
        name = "the device on this page" if is_own else "cable"
        self._dialogue = Dialogue(
            self._clock, name, wait=not is_own, on_busy=self._say_busy, seq=seq
        )
        self.stepper = Stepper(self._clock)
        self._mirror = Mirror()
        self._page: bytes | None = None  # that the browser has
        self._stored = ("", b"")  # a document read from the device, after its SHA-256

    def _clock(self) -> float:
        return self.now_s

    def _say_busy(self, left_s: int) -> None:
        self.news.append(f"busy {left_s}")

    def _say_progress(self, sent: int, total: int) -> None:
        self.news.append(f"progress {sent} {total}")

    # --- operations -----------------------------------------------------------------

    def who(self, value: Any) -> Steps[Answer]:
        """Who says hello; ``device`` is null when nobody of ours does."""
        hello = yield from self._dialogue.probe(CHOSEN_S)
        return {"device": None if hello is None else _told(hello)}

    def look(self, epoch_s: float) -> Steps[Answer]:
        """The device as it is now. ``epoch_s``: this computer's time."""
        begun_s = self.now_s
        hello = yield from self._dialogue.hello()
        state = yield from self._dialogue.state()
        clock = yield from self._known_clock()
        chosen = yield from self._choices()
        now_s = epoch_s + self.now_s - begun_s
        return {
            "device": _told(hello),
            "state": state.state,
            "notice": state.notice,
            "routines": state.routines,
            "clock": clock,
            "off_s": _off_s(clock, now_s),
            **chosen,
        }

    def compare(self, document: str) -> Steps[Answer]:
        """What would change if the device got ``document``, which is sound."""
        hello = yield from self._dialogue.hello()
        data = document.encode()
        old = yield from self._stored_on(hello)
        against = "device" if hello.routines_sha else "built_in"
        answer: Answer = {
            "against": against,
            "is_same": hello.routines_sha == hashlib.sha256(data).digest().hex(),
            "most_bytes": hello.routines_bytes,
            "bytes": len(data),
            "lines": [],
            "removed": [],
        }
        if hello.routines_sha and not check_bytes(old, "device").is_ok:
            answer["against"] = "faulty"
            return answer
        changes = difference(old, data)
        answer["lines"], answer["removed"] = changes.lines(), changes.removed
        return answer

    def send(self, document: str) -> Steps[Answer]:
        """Have the device use ``document``, which is sound, and no other routines."""
        data = document.encode()
        yield from self._dialogue.upload(ROUTINES, data, self._say_progress)
        sha = hashlib.sha256(data).digest().hex()
        self._stored = (sha, data)
        entries = check_bytes(data, "").entries
        with ending(HAS_NEW, NEW):
            chosen = yield from self._dialogue.choices()
        with WORDS.speaking(self.language):
            refused = refusals(entries, chosen.profile)
        return {
            "sha": sha,
            "bytes": len(data),
            "routines": len(entries),
            "refused": [[refusal.routine, refusal.text] for refusal in refused],
            "is_asked": None in chosen.profile.values(),
        }

    def pull(self, value: Any) -> Steps[Answer]:
        """The device's routines, as people read them; ``is_built_in``: it has no file."""
        hello = yield from self._dialogue.hello()
        data = yield from self._stored_on(hello)
        return {
            "text": reading.laid_out(data).decode(),
            "is_built_in": not hello.routines_sha,
            "device": hello.dev_id,
        }

    def configure(self, wanted: Answer) -> Steps[Answer]:
        """Change ``settings`` and ``profile``, all or none; what the device has then."""
        yield from self._dialogue.configure(wanted["settings"], wanted["profile"])
        with ending("That was set.", NEW):
            chosen = yield from self._choices()
            state = yield from self._dialogue.state()
        chosen["notice"] = state.notice
        return chosen

    def set_clock(self, epoch_s: float) -> Steps[Answer]:
        """Set time and zone, with what comes of that, to this computer's."""
        from _acupacer_browser import offset_min

        begun_s = self.now_s

        def zone_at(at_s: int) -> int:
            return int(offset_min(at_s // 60))

        def now_text() -> str:
            now_s = int(epoch_s + self.now_s - begun_s)
            return iso_time.format_time(now_s, zone_at(now_s))

        changes = zone.changes(int(epoch_s), zone_at)
        yield from self._dialogue.set_clock(now_text, changes)
        with ending("The clock was set.", NEW):
            clock = yield from self._known_clock()
        return {"clock": clock, "off_s": _off_s(clock, epoch_s + self.now_s - begun_s)}

    def mirror(self, wait_ms: int) -> Steps[Answer]:
        """The panel; ``page`` is null while it is the one told last.

        Waits ``wait_ms`` at most for something to happen, 0 to begin with.
        """
        if wait_ms:
            yield from self._mirror.following(wait_ms)
        else:
            self._mirror, self._page = Mirror(), None
            yield from self._mirror.looking(self._dialogue)
        page, self._page = self._page, self._mirror.page
        is_new = self._page is not None and page != self._page
        return {
            "page": self._page.hex() if self._page is not None and is_new else None,
            "state": self._mirror.state,
        }

    def history(self, value: Any) -> Steps[Answer]:
        """Every session the device still knows: as rows, as the CLI's CSV and JSON."""
        pulled = yield from self._pulled()
        with WORDS.speaking(self.language):
            return pulled.told()

    def report(self, today: str) -> Steps[Answer]:
        """The same sessions as ``acupacer report`` shows them, made on day ``today``."""
        pulled = yield from self._pulled()
        with WORDS.speaking(self.language if self.language in SPOKEN else ENGLISH):
            return pulled.reported(today)

    # --- parts of them ----------------------------------------------------------------

    def _pulled(self) -> Steps[Pulled]:
        hello = yield from self._dialogue.hello()
        pull = self._dialogue.history(0)
        lines: list[bytes] = []
        while pull.has_more:
            more = yield from pull.next_lines()
            lines += more
        stored = yield from self._stored_on(hello)
        return Pulled(hello.dev_id, lines, [stored, factory.packaged()])

    def _known_clock(self) -> Steps[str]:
        """The device's time, "" when it does not know it."""
        try:
            clock = yield from self._dialogue.clock()
        except Refused:
            return ""
        return clock.time

    def _choices(self) -> Steps[Answer]:
        chosen = yield from self._dialogue.choices()
        return {
            "settings": _in_order(chosen.settings, settings.NAMES),
            "profile": _in_order(chosen.profile, safety.FLAGS),
        }

    def _stored_on(self, hello: Hello) -> Steps[bytes]:
        """The device's document; the factory's when it has none."""
        if not hello.routines_sha:
            return factory.packaged()
        if self._stored[0] != hello.routines_sha:
            data = yield from self._dialogue.download(ROUTINES, self._say_progress)
            self._stored = (hashlib.sha256(data).digest().hex(), data)
        return self._stored[1]


def _in_order(values: Mapping[str, object], names: Sequence[str]) -> Answer:
    """Those of ``values`` that this program knows, in its order."""
    return {name: values[name] for name in names if name in values}


def _told(hello: Hello) -> Answer:
    return {
        "id": hello.dev_id,
        "model": hello.model,
        "fw": hello.fw,
        "proto": hello.proto,
        "sha": hello.routines_sha,
    }


def _off_s(clock: str, now_s: float) -> int | None:
    """How far ``clock`` is ahead of ``now_s``, Unix seconds; None: it shows no time."""
    try:
        return iso_time.parse_time(clock, 0)[0] - round(now_s)
    except TimeTextError:
        return None


# Their value is a text as it is: to wrap a document as JSON takes longer than sending it.
TAKE_TEXT = ("compare", "send", "report")
OPERATIONS: dict[str, Callable[[Cable, Any], Steps[Answer]]] = {
    "who": Cable.who,
    "look": Cable.look,
    "compare": Cable.compare,
    "send": Cable.send,
    "pull": Cable.pull,
    "configure": Cable.configure,
    "set_clock": Cable.set_clock,
    "mirror": Cable.mirror,
    "history": Cable.history,
    "report": Cable.report,
}
