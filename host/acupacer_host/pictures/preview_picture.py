"""A routine's timeline as a picture: a row per minute, phases above, pulses below."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from . import formats
from .timeline import Span, Timeline

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

ROW_MS = 60_000
WIDTH = 1200
MARGIN = 60
TOP = 70
ROW_HEIGHT = 92
BAR_HEIGHT = 34
PULSE_HEIGHT = 16
INK, PAPER, SOFT, PULSE = "#1c2526", "#fdfdfb", "#8a9698", "#b4560f"
COLOURS = {
    "get_ready": "#f0d77b",
    "hold": "#1f7a80",
    "rest": "#dfe5e5",
    "switch_side": "#a9c3e8",
    "movement": "#2f8f5b",
    "window": "#9fd6cf",
}


def save(timeline: Timeline, title: str, file: Path) -> None:
    """Write the picture; the ending of ``file`` chooses the format (``formats``).

    Raises NotWritten.
    """
    from PIL import Image, ImageDraw, ImageFont

    rows = max(1, -(-timeline.total_ms // ROW_MS))
    image = Image.new("RGB", (WIDTH, TOP + rows * ROW_HEIGHT + 50), PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((MARGIN, 20), title, INK, ImageFont.load_default(24))
    for row in range(rows):
        _row(draw, timeline, row, ImageFont.load_default(13))
    _legend(draw, TOP + rows * ROW_HEIGHT + 12, ImageFont.load_default(14))
    formats.save([image], file)


def _row(draw: ImageDraw, timeline: Timeline, row: int, font: object) -> None:
    y = TOP + row * ROW_HEIGHT
    start_ms = row * ROW_MS
    draw.text((12, y + 8), f"{row} min", SOFT, font)  # type: ignore[arg-type]
    for second in range(0, 61, 10):
        x = _x(start_ms + second * 1000, start_ms)
        draw.line((x, y, x, y + BAR_HEIGHT + PULSE_HEIGHT + 12), SOFT)
    for span in timeline.spans:
        _span(draw, span, start_ms, y, font)
    below = y + BAR_HEIGHT + 8
    for at_ms, long_ms in timeline.pulses:
        if start_ms <= at_ms < start_ms + ROW_MS:
            box = (
                _x(at_ms, start_ms),
                below,
                _x(at_ms + long_ms, start_ms),
                below + PULSE_HEIGHT,
            )
            draw.rectangle(box, PULSE)


def _span(draw: ImageDraw, span: Span, start_ms: int, y: int, font: object) -> None:
    first = max(span.start_ms, start_ms)
    last = min(span.end_ms, start_ms + ROW_MS)
    if first >= last:
        return
    box = (_x(first, start_ms), y, _x(last, start_ms) - 1, y + BAR_HEIGHT)
    draw.rectangle(box, COLOURS.get(span.kind, SOFT))
    words = f"{span.place} {span.arm or span.side} {span.repetition or ''}"
    if span.kind in ("hold", "movement") and last - first > 4000:
        draw.text((box[0] + 6, y + 9), words, PAPER, font)  # type: ignore[arg-type]


def _x(at_ms: int, start_ms: int) -> float:
    return MARGIN + (WIDTH - 2 * MARGIN) * (at_ms - start_ms) / ROW_MS


def _legend(draw: ImageDraw, y: int, font: object) -> None:
    x = MARGIN
    for kind, colour in {**COLOURS, "pulse felt": PULSE}.items():
        draw.rectangle((x, y, x + 16, y + 16), colour)
        draw.text((x + 22, y), kind.replace("_", " "), INK, font)  # type: ignore[arg-type]
        x += 34 + int(draw.textlength(kind, font))  # type: ignore[arg-type]
