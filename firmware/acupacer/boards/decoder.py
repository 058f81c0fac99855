"""Pulses read back into cues: which cue did motor and buzzer play?

Everything is derived from the vocabulary (``cues``). A cue is known by the lengths of its
pulses and gaps and, where it sounds, by its tone. One that ended early is named as cut. A
gun's ``press`` and ``release`` come twice and are told twice.

Some cues share a pattern, and one cut off may be like another that is whole: then all
that it can have been are named, the whole ones before those cut. Without a tone only
time tells a countdown from the other cues of one S: its seconds come a second apart.
"""

from collections import namedtuple

from ..core.cue import cues, trains
from ..core.cue.player import LATE_MS
from ..core.events import Value
from .pulse_log import Pulse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

SECOND_MS = 1000
REPETITIONS_MOST = 20  # that "where am I?" can count: the most a routine may ask for
PULSES_MOST = len(cues.SIDE_MARKS["both"]) + REPETITIONS_MOST  # of one cue
SCALES_PCT = (100, 80, 150)  # of ``cues.MOTOR_SCALE_PCT``, the likeliest first
APART_MS = trains.GROUP_GAP_MS - LATE_MS  # the player keeps two cues at least so far apart
SERIES = ("countdown", "press", "release", "next_point")  # what a countdown goes on with
SPELLED, CUT, WHOLE = 0, 1, 2  # how well pulses fit a cue, best last


class FeltCue(Value):
    """A cue that was felt or heard.

    ``start_ms``: when it began. ``names``: every cue that it can have been, empty when
    there is none. ``pattern``: its pulses as in ``cues``; a space is the pause within
    "where am I?". ``cut_ms``: 0, or how long it
    had gone on when it was cut.
    """

    FIELDS = ("start_ms", "names", "pattern", "cut_ms")
    start_ms: int
    names: "tuple[str, ...]"
    pattern: str
    cut_ms: int

    @property
    def name(self) -> str:
        """What it was, when that is certain and it was whole; otherwise an empty string."""
        return self.names[0] if len(self.names) == 1 and not self.cut_ms else ""

    def called(self) -> str:
        """For people: ``press``, ``out, tick or rejected``, ``press, cut after 200 ms``."""
        text = ", ".join(self.names[:-1])
        text += " or " * bool(text) + "".join(self.names[-1:]) or "unknown"
        return "{}, cut after {} ms".format(text, self.cut_ms) if self.cut_ms else text


def decode(pulses: "Sequence[Pulse]", scale_pct: int = 0) -> "list[FeltCue]":
    """The cues that ``pulses`` were, in order.

    ``scale_pct``: of the motor, see ``cues.MOTOR_SCALE_PCT``; 0 when it is not known:
    then the one with which most pulses are those of whole cues.
    """
    best: "list[FeltCue]" = []
    best_score = -1
    for scale in [scale_pct] if scale_pct else SCALES_PCT:
        found, score = _decode(pulses, scale)
        if score > best_score:
            best, best_score = found, score
    return _by_time(best)


def silence_ms(tone_hz: int) -> int:
    """How long after a pulse no other of the same cue can come any more."""
    longest_ms = APART_MS
    for form in _forms(SCALES_PCT[-1]):
        if tone_hz in (0, form.tone_hz):
            longest_ms = max([longest_ms] + form.lengths_ms[1::2])
    return longest_ms + LATE_MS


# --- one cue ----------------------------------------------------------------------


def _decode(pulses: "Sequence[Pulse]", scale_pct: int) -> "tuple[list[FeltCue], int]":
    """The cues at that scale, and how many pulses belong to whole ones."""
    felt = []
    score = at = 0
    while at < len(pulses):
        heard_ms = _lengths_ms(_run(pulses, at))
        letters = _letters(heard_ms, scale_pct)
        fits = _fits(pulses, at, heard_ms, letters, scale_pct)
        count, fit = max([row[:2] for row in fits] or [(_unknown(pulses, at), SPELLED)])
        names: "list[str]" = []
        for row in fits:
            if row[:2] == (count, fit) and row[2] not in names:
                names.append(row[2])
        pattern = "".join(letters[: 2 * count - 1])
        start_ms = pulses[at].start_ms
        cut_ms = pulses[at + count - 1].end_ms - start_ms if fit == CUT else 0
        felt.append(FeltCue(start_ms, tuple(names), pattern, cut_ms))
        score += count if fit == WHOLE else 0
        at += count
    return felt, score


def _fits(
    pulses: "Sequence[Pulse]",
    at: int,
    heard_ms: "list[int]",
    letters: "list[str]",
    scale_pct: int,
) -> "list[tuple[int, int, str]]":
    """(how many pulses from ``at`` on, how well they fit, cue) for all that it can be."""
    fits = []
    for form in _forms(scale_pct):
        if pulses[at].tone_hz in (0, form.tone_hz):
            count, fit = _fit(form, heard_ms, letters)
            if count and _is_over(pulses, at + count):
                fits.append((count, fit, form.name))
    if WHOLE in [fit for _, fit, _ in fits]:
        return [row for row in fits if row[1] != SPELLED]
    return fits


def _fit(form: "_Form", heard_ms: "list[int]", letters: "list[str]") -> "tuple[int, int]":
    """(with how many pulses it begins like ``form``, how well); (0, 0): with none."""
    wanted_ms = form.lengths_ms
    same = 0
    while same < min(len(heard_ms), len(wanted_ms)):
        if abs(heard_ms[same] - wanted_ms[same]) > LATE_MS:
            break
        same += 1
    if same == len(wanted_ms):
        return (same + 1) // 2, WHOLE
    if "".join(letters[: len(wanted_ms)]) == form.pattern:  # late steps have stretched it
        lengths = zip(heard_ms[::2], wanted_ms[::2])
        if all([heard >= wanted - LATE_MS for heard, wanted in lengths]):
            return (len(wanted_ms) + 1) // 2, SPELLED
    if same % 2:  # cut in the silence after a pulse
        return (same + 1) // 2, CUT
    if same < len(heard_ms) and heard_ms[same] < wanted_ms[same]:
        return same // 2 + 1, CUT
    return 0, 0


def _run(pulses: "Sequence[Pulse]", at: int) -> "Sequence[Pulse]":
    """The pulses from ``at`` on that have one tone, as many as one cue may have."""
    end = at + 1
    most = min(len(pulses), at + PULSES_MOST)
    while end < most and pulses[end].tone_hz == pulses[at].tone_hz:
        end += 1
    return pulses[at:end]


def _unknown(pulses: "Sequence[Pulse]", at: int) -> int:
    """How many pulses from ``at`` on belong together."""
    count = 1
    while count < PULSES_MOST and not _is_over(pulses, at + count):
        count += 1
    return count


def _is_over(pulses: "Sequence[Pulse]", after: int) -> bool:
    """A cue can have ended before the pulse numbered ``after``."""
    if after == len(pulses) or pulses[after].tone_hz != pulses[after - 1].tone_hz:
        return True
    gap_ms: int = pulses[after].start_ms - pulses[after - 1].end_ms
    return gap_ms >= APART_MS


# --- lengths and letters ----------------------------------------------------------


def _lengths_ms(pulses: "Sequence[Pulse]") -> "list[int]":
    """How long each pulse and each gap between two was, in turn."""
    lengths_ms: "list[int]" = []
    for number, pulse in enumerate(pulses):
        if number:
            lengths_ms.append(pulse.start_ms - pulses[number - 1].end_ms)
        lengths_ms.append(pulse.end_ms - pulse.start_ms)
    return lengths_ms


def _letters(lengths_ms: "list[int]", scale_pct: int) -> "list[str]":
    """How a pattern writes each of ``lengths_ms``, taken for the nearest."""
    letters = []
    for number, long_ms in enumerate(lengths_ms):
        twice_ms = 2 * long_ms * 100 // scale_pct
        if number % 2:
            letters.append(_silence(twice_ms))
        else:
            letters.append("L" if twice_ms > trains.SHORT_MS + trains.LONG_MS else "S")
    return letters


def _silence(twice_ms: int) -> str:
    """How a pattern writes a gap; a comma: longer than any within a cue."""
    if twice_ms > cues.MARKS_GAP_MS + SECOND_MS:
        return ","
    if twice_ms > trains.GROUP_GAP_MS + cues.MARKS_GAP_MS:
        return " "
    return "-" if twice_ms > trains.GAP_MS + trains.GROUP_GAP_MS else ""


def _patterns(scale_pct: int) -> "list[tuple[str, str, list[tuple[int, int]]]]":
    """(cue, pattern, pulses as in ``cues``): every pattern there is."""
    known = []
    for cue in cues.CUES:
        if cue.name != "where_am_i":
            known.append((cue.name, cue.pattern, trains.pulses(cue.pattern, scale_pct)))
    for side, marks in cues.SIDE_MARKS.items():
        known.append(("where_am_i", marks, trains.pulses(marks, scale_pct)))
        for repetition in range(1, REPETITIONS_MOST + 1):
            pattern = marks + " " + "S" * repetition
            known.append(("where_am_i", pattern, cues.where_am_i(side, repetition, scale_pct)))
    return known


# One way a cue can be played with one kind of motor. lengths_ms: pulse, gap, pulse ...
_Form = namedtuple("_Form", ("name", "pattern", "tone_hz", "lengths_ms"))
_FORMS: "dict[int, list[_Form]]" = {}  # by scale, made when first asked for


def _forms(scale_pct: int) -> "list[_Form]":
    """Every way in which any cue can be played with that motor."""
    if scale_pct not in _FORMS:
        _FORMS[scale_pct] = []
        for name, pattern, rows in _patterns(scale_pct):
            pulses = [Pulse(start_ms, start_ms + long_ms, 0) for start_ms, long_ms in rows]
            form = _Form(name, pattern, cues.BY_NAME[name].tone_hz, _lengths_ms(pulses))
            _FORMS[scale_pct].append(form)
    return _FORMS[scale_pct]


# --- cues in their order ----------------------------------------------------------


def _by_time(found: "list[FeltCue]") -> "list[FeltCue]":
    """The same, each countdown known by what comes a second before or after it."""
    last = None
    for number, felt in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if last is not None and last.names == ("countdown",) and _follows(last, felt):
            felt.names = _of_series(felt)
        elif after is not None and "countdown" in felt.names and _follows(felt, after):
            felt.names = ("countdown",)
        last = felt
    return found


def _follows(felt: FeltCue, after: FeltCue) -> bool:
    """``after`` goes on with the countdown that ``felt`` may be a second of."""
    late_ms = after.start_ms - felt.start_ms - SECOND_MS
    return not felt.cut_ms and abs(late_ms) <= LATE_MS and bool(_of_series(after))


def _of_series(felt: FeltCue) -> "tuple[str, ...]":
    return tuple([name for name in felt.names if name in SERIES])
