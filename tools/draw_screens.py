"""Draw what docs and tests keep of the screens.

    python tools/draw_screens.py      write tests/golden/screens/*.txt, docs/user/screens/*
                                      and docs/user/points.png

A golden screen is text art: the words on the screen, then two pixels on top of each
other per character. Other languages are kept where they look different. Review the change
before keeping it: the tests compare with these files.
"""

import sys
from pathlib import Path

from acupacer.core.languages import CODES

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "screens"
DOCS = ROOT / "docs" / "user" / "screens"
POINTS = ROOT / "docs" / "user" / "points.png"
ROUTINES = ROOT / "shared" / "routines.json"
HALVES = " ▀▄█"
GIF_SPEED = 4
SHEETS = (
    *((code, {"language": code}) for code in CODES),
    *((f"{code}_large", {"language": code, "is_large": True}) for code in CODES),
    ("inverted", {"is_inverted": True}),
)


def text_art(page: bytes, words: list[str]) -> str:
    """A page as text: the words, a rule, 32 lines of half blocks."""
    rows = []
    for row in range(8):
        columns = page[row * 128 : row * 128 + 128]
        for pair in range(4):
            rows.append("".join(HALVES[column >> 2 * pair & 3] for column in columns).rstrip())
    return "\n".join([*words, "-" * 128, *rows]) + "\n"


def golden() -> dict[str, str]:
    """Every golden file's name and text."""
    from acupacer_host.pictures import screens

    texts: dict[str, str] = {}
    pages: dict[str, bytes] = {}
    for language in CODES:
        ending = ".txt" if language == CODES[0] else f".{language}.txt"
        for name, page, words in screens.draw_views(language):
            if language == CODES[0] or pages[name] != page:
                texts[name + ending] = text_art(page, words)
            pages.setdefault(name, page)
    return texts


def write_golden() -> None:
    files = golden()
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for old in GOLDEN.glob("*.txt"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (GOLDEN / name).write_text(text, encoding="utf-8")
    print(f"{GOLDEN}: {len(files)} screens")


def write_docs() -> None:
    from acupacer_host.pictures import film, screens

    DOCS.mkdir(parents=True, exist_ok=True)
    for name, options in SHEETS:
        sheet = screens.contact_sheet(screens.draw_views(**options))
        sheet.save(DOCS / f"{name}.png", optimize=True)
    frames = film.film_session(ROUTINES.read_bytes())
    fast = [(page, shown_ms // GIF_SPEED) for page, shown_ms in frames]
    screens.write_gif(DOCS / "session.gif", fast)
    print(f"{DOCS}: {len(SHEETS)} sheets and session.gif")


def write_points() -> None:
    from acupacer_host.content.catalogue import catalogue
    from acupacer_host.pictures import place_pictures

    sheet = place_pictures.sheet(list(catalogue().places.values()))
    sheet.quantize(16).save(POINTS, optimize=True)
    print(f"{POINTS}: {sheet.width} x {sheet.height}")


def main() -> int:
    write_golden()
    write_docs()
    write_points()
    return 0


if __name__ == "__main__":
    sys.exit(main())
