"""A picture as SVG text that follows the reader's light or dark scheme.

Colours are names of ``PALETTE``; a style sheet in the file gives each its value for both
schemes, so that one file serves both. What is drawn is also kept as numbers, labels as boxes
and wires as points: a test can ask whether a wire hides a label.
"""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

Point = tuple[float, float]

# Name: colour on light paper, colour on dark paper.
PALETTE = {
    "paper": ("#ffffff", "#12161b"),
    "card": ("#f3f5f7", "#1c2229"),
    "ink": ("#1b2026", "#eef2f5"),
    "soft": ("#4a535d", "#b6c0ca"),
    "line": ("#c2c9d1", "#46505b"),
    "casing": ("#ffffff", "#d5dbe1"),
    "skin": ("#f0cdab", "#c99b73"),
    "skin_edge": ("#8d5f3c", "#5d3a20"),
    "box": ("#3b4652", "#4a5765"),
    "box_edge": ("#1b2026", "#93a0ad"),
    "strap": ("#5b6b7a", "#71839a"),
    "leader": ("#4a535d", "#7f8a95"),
    "glass": ("#05070a", "#05070a"),
    "lit": ("#cfeaff", "#cfeaff"),
    "metal": ("#a7adb4", "#a7adb4"),
    "metal_edge": ("#5f666d", "#5f666d"),
    "white": ("#ffffff", "#ffffff"),
    "black": ("#14181c", "#14181c"),
    "green_pcb": ("#1d6b45", "#1d6b45"),
    "blue_pcb": ("#1c3f66", "#1c3f66"),
    "bread": ("#f4f0e6", "#ddd8cb"),
    "bread_edge": ("#b9b19f", "#8f8877"),
    "hole": ("#6d675b", "#6d675b"),
    "bread_ink": ("#3c382f", "#3c382f"),
    "pad": ("#e6c65c", "#e6c65c"),
    "pad_idle": ("#cfd3d6", "#b4babf"),
    "body": ("#d9b382", "#d9b382"),
    "body_edge": ("#7d5f33", "#7d5f33"),
    "brass": ("#d4a437", "#d4a437"),
    "brass_edge": ("#7d5f1a", "#7d5f1a"),
    "can": ("#27408b", "#35529f"),
    "ceramic": ("#e09a3a", "#e09a3a"),
    "glow": ("#ffd23f", "#ffd23f"),
    "motor_trace": ("#00707c", "#35c4d3"),
    "sound_trace": ("#b4560b", "#ffae5c"),
    "press": ("#b0174f", "#ff7fae"),
    "good": ("#1d6b2f", "#7fd694"),
    "5v": ("#d62828", "#e04343"),
    "3v3": ("#f0760a", "#ff8f2b"),
    "gnd": ("#14181c", "#14181c"),
    "sda": ("#1d6fb8", "#2f86d6"),
    "scl": ("#7b2cbf", "#8f45d4"),
    "start": ("#1f8a33", "#2aa544"),
    "next": ("#b58a00", "#c99b0a"),
    "stop": ("#c2185b", "#d8316f"),
    "motor": ("#00838f", "#0f97a5"),
    "buzzer": ("#8d5524", "#a5682f"),
}
# Of a character, in parts of its height: what a sans-serif face takes at most on average.
REGULAR, BOLD = 0.56, 0.61


class Box(NamedTuple):
    """A rectangle and the words in it."""

    left: float
    top: float
    right: float
    bottom: float
    words: str = ""

    def is_met(self, start: Point, end: Point, reach: float) -> bool:
        """Whether a line from ``start`` to ``end`` comes nearer than ``reach``."""
        low, high = 0.0, 1.0
        for axis in (0, 1):
            near = (self.left, self.top)[axis] - reach
            far = (self.right, self.bottom)[axis] + reach
            way = end[axis] - start[axis]
            if way == 0:
                if not near < start[axis] < far:
                    return False
                continue
            first, last = sorted(((near - start[axis]) / way, (far - start[axis]) / way))
            low, high = max(low, first), min(high, last)
        return low < high


class Drawn(NamedTuple):
    """A wire: what it is for, its points, how thick it is."""

    role: str
    points: tuple[Point, ...]
    width: float


class Picture:
    """Collects SVG elements. ``title``: what a reader without eyes is told.

    ``labels`` and ``wires``: what was drawn, see the module. Lengths are in px of a picture
    that is not scaled.
    """

    def __init__(self, width: float, height: float, title: str) -> None:
        self.width, self.height, self.title = width, height, title
        self.labels: list[Box] = []
        self.wires: list[Drawn] = []
        self._parts: list[str] = []
        self._used: set[tuple[str, str]] = set()

    def add(self, element: str) -> None:
        """One element, as SVG text."""
        self._parts.append(element)

    def style(self, fill: str = "", stroke: str = "", width: float = 0) -> str:
        """The attributes for colours by name; without a fill the inside stays open."""
        classes = []
        for kind, name in (("f", fill), ("s", stroke)):
            if name:
                self._used.add((kind, name))
                classes.append(f"{kind}-{name}")
        text = f' class="{" ".join(classes)}"' if classes else ""
        if not fill:
            text += ' fill="none"'
        return text + (f' stroke-width="{width:g}"' if width else "")

    def rect(
        self,
        box: Sequence[float],
        fill: str = "",
        stroke: str = "",
        width: float = 2,
        corner: float = 5,
    ) -> None:
        """A rectangle; ``box``: x, y, width, height."""
        x, y, w, h = box
        colours = self.style(fill, stroke, width if stroke else 0)
        self.add(
            f'<rect x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" rx="{corner:g}"{colours}/>'
        )

    def circle(
        self, at: Point, r: float, fill: str = "", stroke: str = "", width: float = 2
    ) -> None:
        """A disc or a ring."""
        colours = self.style(fill, stroke, width if stroke else 0)
        self.add(f'<circle cx="{at[0]:g}" cy="{at[1]:g}" r="{r:g}"{colours}/>')

    def path(self, d: str, fill: str = "", stroke: str = "", width: float = 2) -> None:
        """A path, its ends and corners round."""
        colours = self.style(fill, stroke, width if stroke else 0)
        self.add(f'<path d="{d}"{colours} stroke-linecap="round" stroke-linejoin="round"/>')

    def line(self, points: Iterable[Point], colour: str, width: float = 2) -> None:
        """Straight lines from point to point."""
        self.path("M" + "L".join(f"{x:g} {y:g}" for x, y in points), "", colour, width)

    def text(
        self,
        at: Point,
        words: str,
        size: float = 22,
        colour: str = "ink",
        anchor: str = "start",
        is_bold: bool = False,
    ) -> None:
        """A line of text on its base line."""
        x, y = at
        wide = len(words) * size * (BOLD if is_bold else REGULAR)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        self.labels.append(Box(left, y - 0.75 * size, left + wide, y + 0.22 * size, words))
        more = f' text-anchor="{anchor}"' if anchor != "start" else ""
        more += ' font-weight="bold"' if is_bold else ""
        self.add(
            f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{more}{self.style(colour)}>'
            f"{escape(words)}</text>"
        )

    def wire(
        self, role: str, points: Iterable[Point], width: float = 6, is_new: bool = True
    ) -> None:
        """A wire in the colour of ``role``, with an edge that shows where it crosses others."""
        corners = tuple(points)
        self.wires.append(Drawn(role, corners, width))
        if not is_new:
            self.add('<g opacity="0.38">')
        self.line(corners, "casing", width + 3)
        self.line(corners, role, width)
        if not is_new:
            self.add("</g>")

    def page(self, at: Point, page: bytes, scale: float) -> None:
        """The panel's picture: ``page`` is its memory, 8 rows of 128 columns of 8 pixels."""
        x, y = at
        self.rect((x - 6, y - 6, 128 * scale + 12, 64 * scale + 12), "glass", "line", 2, 6)
        runs = []
        for row in range(64):
            lit = [page[row // 8 * 128 + column] >> row % 8 & 1 for column in range(128)]
            column = 0
            while column < 128:
                start = column
                while column < 128 and lit[column]:
                    column += 1
                if column > start:
                    runs.append(f"M{start} {row}h{column - start}v1h-{column - start}z")
                column += 1
        # Small pixels without smoothing would come out uneven or not at all.
        sharp = ' shape-rendering="crispEdges"' if scale >= 2 else ""
        self.add(
            f'<path transform="translate({x:g} {y:g}) scale({scale:g})"{sharp} '
            f'd="{"".join(runs)}"{self.style("lit")}/>'
        )

    def nest(self, inner: "Picture", view: Sequence[float], box: Sequence[float]) -> None:
        """Part ``view`` of another picture, scaled into ``box``; both x, y, width, height."""
        numbers = " ".join(f"{value:g}" for value in view)
        x, y, w, h = box
        self.add(f'<svg x="{x:g}" y="{y:g}" width="{w:g}" height="{h:g}" viewBox="{numbers}">')
        self._parts += inner._parts
        self.add("</svg>")
        self._used |= inner._used

    def svg(self) -> str:
        """The whole picture."""
        rules: tuple[list[str], list[str]] = ([], [])
        self._used.add(("f", "paper"))
        for kind, name in sorted(self._used):
            key = {"f": "fill", "s": "stroke"}[kind]
            light, dark = PALETTE[name]
            rules[0].append(f".{kind}-{name}{{{key}:{light}}}")
            if dark != light:
                rules[1].append(f".{kind}-{name}{{{key}:{dark}}}")
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width:g}" '
            f'height="{self.height:g}" viewBox="0 0 {self.width:g} {self.height:g}" '
            'font-family="DejaVu Sans, Verdana, Helvetica, Arial, sans-serif" role="img">\n'
            f"<title>{escape(self.title)}</title>\n"
            f"<style>{''.join(rules[0])}\n"
            f"@media (prefers-color-scheme:dark){{{''.join(rules[1])}}}</style>\n"
            f'<rect width="{self.width:g}" height="{self.height:g}" rx="14" class="f-paper"/>\n'
        )
        return head + "\n".join(self._parts) + "\n</svg>\n"
