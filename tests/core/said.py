"""What a view says on the panel, all of its pages together."""

from __future__ import annotations

import re
from typing import NamedTuple

from acupacer.core.screen.painter import Painter
from acupacer.core.screen.views import View
from acupacer_host.pictures.gallery_views import shown

KEY = re.compile(r"(START|NEXT|STOP): ")
PAGE = re.compile(r"\d+/\d+$")


class Said(NamedTuple):
    """``lines`` without page numbers and headings said before; ``keys`` of each page."""

    lines: list[str]
    keys: list[list[str]]

    @property
    def letters(self) -> str:
        """Letters and digits alone: where lines break, or a colon stands, says nothing."""
        return "".join(filter(str.isalnum, "".join(self.lines).lower()))


def said(view: View, language: str, is_large: bool) -> Said:
    """What ``view`` says; nothing of it is cut off, and every page but the last goes on."""
    painter = Painter()
    painter.set_options(language, False, is_large)
    pages: list[list[str]] = []
    keys: list[list[str]] = []
    for _ in shown(painter, view):
        lines = [whole(line, view) for line in painter.lines() if not PAGE.match(line)]
        assert "" not in lines
        assert not painter.is_clipped, (view, lines)
        keys.append([line for line in lines if KEY.match(line)])
        texts = [line for line in lines if not KEY.match(line)]
        pages.append(texts[_repeated(texts, pages[0], view) :] if pages else texts)
    for page in keys[:-1]:
        assert any(line.startswith("NEXT: ") for line in page), view
    lines = [line for page in pages for line in page]
    cut = lines[:1] if lines[:1] == [name_of(view)] else []  # it may be said once more, whole
    return Said(cut + [line for line in lines if line not in cut], keys)


def name_of(view: View) -> str:
    """What the place of a session's view is called in a file, for all languages."""
    where = getattr(view, "where", None)
    name = where.place.name if where else ""
    return name if isinstance(name, str) else ""


def whole(line: str, view: View) -> str:
    """A line; of one that ends in "…" the name it begins."""
    name = name_of(view)
    return name if line[-1:] == "…" and name.startswith(line[:-1]) else line


def _repeated(lines: list[str], first: list[str], view: View) -> int:
    """How many lines at the top are those of the first page: its heading, place and side."""
    most = 2 if "side" in view.as_dict() else 1
    return most if lines[:most] == first[:most] else 0
