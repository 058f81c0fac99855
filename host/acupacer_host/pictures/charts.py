"""The report's charts: small pictures in SVG, drawn for print and for dark screens.

Colours are the page's CSS variables. Nothing is told by colour alone: what was asked for
is an outline, what was delivered is filled, and every bar carries its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from ..language import ENGLISH, WORDS
from ..records.totals import Total

tell = WORDS.tell

COLUMNS_MAX = 70  # more days are drawn as weeks, more weeks as four of them, and so on
COLUMN_DAYS = {1: "a day", 7: "a week", 28: "four weeks", 364: "a year of 52 weeks"}
# strftime's are those of the system's language, which need not be the user's.
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
# Along: per cent of the width, which is a phone's or a sheet's. Down: px, as letters are.
_AXIS, _INSET, _WIDEST = 13.0, 3.0, 6.0
_LABELS = 6  # below a plot at most, so that they stay apart on a phone
_PLOT_HEIGHT = 150
_TOP = 22  # room for words above a plot
_BAR_HEIGHT = 18


@dataclass(frozen=True)
class Step:
    """A hold's length on a day. ``mark``: "" or a word for what happened then.

    ``sign``: of what was said after it, or "".
    """

    day: date
    hold_s: int
    mark: str = ""
    sign: str = ""


def place_chart(rows: Mapping[str, Total]) -> str:
    """A horizontal bar per label: delivered filled, prescribed outlined."""
    top_s = max([1.0, *(max(t.delivered_s, t.prescribed_s) for t in rows.values())])
    lines = []
    for label, total in rows.items():
        bars = [
            _bar(0, 0, 100 * seconds / top_s, _BAR_HEIGHT, kind)
            for kind, seconds in _seconds(total)
        ]
        lines.append(
            f'<div class="place"><span>{escape(label)}</span>{_svg(bars, _BAR_HEIGHT)}'
            f"<span>{escape(total.words())}</span></div>"
        )
    return "".join(lines)


def day_chart(days: Mapping[date, Total]) -> str:
    """A column per day, or per week when there are many days, in minutes."""
    columns = _columns(days)
    longest = max(max(total.delivered_s, total.prescribed_s) for total in columns.values())
    top_min = _round_up(longest / 60)
    slot = (100 - _AXIS) / len(columns)
    width = min(_WIDEST, slot * 0.7)
    parts = _scale(top_min, "min")
    labelled = -(-len(columns) // _LABELS)
    for number, (day, total) in enumerate(columns.items()):
        x = _AXIS + number * slot + (slot - width) / 2
        for kind, seconds in _seconds(total):
            height = seconds / 60 / top_min * _PLOT_HEIGHT
            parts.append(_bar(x, _TOP + _PLOT_HEIGHT - height, width, height, kind))
        if number % labelled == 0:
            parts.append(_below(x + width / 2, 18, _short_day(day)))
    return _svg(
        parts, _TOP + _PLOT_HEIGHT + 26, tell("Delivered and prescribed minutes over time")
    )


def hold_chart(steps: Sequence[Step]) -> str:
    """How long the holds were from session to session, as a line of steps.

    ``steps`` as the device numbers its sessions, which a clock set back does not change;
    marked ones carry a word. What was said after each stands below the line.
    """
    top_s = _round_up(max(step.hold_s for step in steps))
    slot = (100 - _AXIS - 2 * _INSET) / max(1, len(steps) - 1)
    parts = _scale(top_s, "s")
    points = [
        (_AXIS + _INSET + at * slot, _TOP + _PLOT_HEIGHT * (1 - step.hold_s / top_s))
        for at, step in enumerate(steps)
    ]
    from_x, from_y = points[0]
    for x, y in points[1:]:
        parts += [_line("line", from_x, from_y, x, from_y), _line("line", x, from_y, x, y)]
        from_x, from_y = x, y
    for (x, y), step in zip(points, steps, strict=True):
        kind = "marked" if step.mark else "dot"
        parts.append(f'<circle class="{kind}" cx="{x:.1f}%" cy="{y:.1f}" r="3.5"/>')
        if step.mark:
            parts.append(_text(x, y - 8, step.mark, _anchor(x)))
        if step.sign:
            parts.append(_text(x, _TOP + _PLOT_HEIGHT + 18, step.sign, "middle"))
    below = 18 + 18 * any(step.sign for step in steps)
    for (x, _), step in dict(((points[0], steps[0]), (points[-1], steps[-1]))).items():
        parts.append(_below(x, below, _short_day(step.day)))
    title = tell("Length of one hold, session by session")
    return _svg(parts, _TOP + _PLOT_HEIGHT + below + 8, title)


def column_days(days: Mapping[date, Total]) -> int:
    """How many days a column of ``day_chart`` stands for: a key of ``COLUMN_DAYS``."""
    span = (max(days) - min(days)).days
    fitting = [length for length in COLUMN_DAYS if span < COLUMNS_MAX * length]
    return fitting[0] if fitting else max(COLUMN_DAYS)


def _columns(days: Mapping[date, Total]) -> dict[date, Total]:
    """Every day or week from the first to the last, empty ones included."""
    first, last = min(days), max(days)
    length = column_days(days)
    if length > 1:
        first -= timedelta(days=first.weekday())
    count = (last - first).days // length + 1
    columns = {first + timedelta(days=n * length): Total() for n in range(count)}
    for day, total in days.items():
        column = columns[first + timedelta(days=(day - first).days // length * length)]
        column.prescribed_s += total.prescribed_s
        column.delivered_s += total.delivered_s
    return columns


def _round_up(value: float) -> float:
    """The next of 1, 2, 4, 6, 8, 10, 20, 40 ... that is no less; at least 1."""
    unit = 1.0
    while value > 10 * unit:
        unit *= 10
    return next(step * unit for step in (1, 2, 4, 6, 8, 10) if value <= step * unit)


def _scale(top: float, unit: str) -> list[str]:
    """Two lines across with their values: the top one and half of it."""
    parts = []
    for share in (0.0, 0.5, 1.0):
        y = _TOP + _PLOT_HEIGHT * (1 - share)
        parts.append(_line("grid", _AXIS, y, 100, y))
        value = decimal(f"{top * share:.3g}") + (f" {unit}" if share == 1 else "")
        parts.append(_text(_AXIS - 1, y + 4, value, "end"))
    return parts


def _bar(x: float, y: float, width: float, height: float, kind: str) -> str:
    return (
        f'<rect class="{kind}" x="{x:.2f}%" y="{y:.1f}" '
        f'width="{max(0.0, width):.2f}%" height="{max(0.0, height):.1f}" rx="2"/>'
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}%" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _below(x: float, y: float, text: str) -> str:
    """A label below a plot."""
    return _text(x, _TOP + _PLOT_HEIGHT + y, text, _anchor(x))


def _anchor(x: float) -> str:
    """Words near the right edge end there."""
    return "end" if x > 90 else "middle"


def _line(kind: str, x: float, y: float, to_x: float, to_y: float) -> str:
    return f'<line class="{kind}" x1="{x:.1f}%" y1="{y:.1f}" x2="{to_x:.1f}%" y2="{to_y:.1f}"/>'


def _svg(parts: Sequence[str], height: int, title: str = "") -> str:
    """``title``: for who does not see it; "" where words stand beside."""
    label = f'role="img" aria-label="{escape(title)}"' if title else 'aria-hidden="true"'
    return f'<svg height="{height}" {label}>{"".join(parts)}</svg>'


def _seconds(total: Total) -> tuple[tuple[str, float], ...]:
    return ("delivered", total.delivered_s), ("prescribed", total.prescribed_s)


def decimal(number: str) -> str:
    """``0.5``, or ``0,5`` where that is how it is written."""
    return number if WORDS.language == ENGLISH else number.replace(".", ",")


def _short_day(day: date) -> str:
    return (
        f"{day.day} {MONTHS[day.month - 1]}"
        if WORDS.language == ENGLISH
        else f"{day.day}.{day.month}."
    )
