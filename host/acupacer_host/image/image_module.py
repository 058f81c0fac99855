"""The module ``acupacer_image`` that is frozen into a firmware image beside the program."""

from __future__ import annotations

import hashlib
from pathlib import Path

import acupacer
from acupacer.core.languages import CODES
from acupacer.core.routine.index import index_lines
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.safety_screens import StopCheckView

from ..content import routine_files
from ..content.validate import check_bytes

PROGRAM = Path(acupacer.__file__).parent
CORE = PROGRAM / "core"
OTHER_BOARDS = ("pi", "sim", "web")  # never in an image
EDITION_DIGITS = 12


def source(model: str) -> str:
    """What is only known where an image is made, as Python.

    ``model``: ``pico`` or ``pico2``. Blocks: some 20 ms.
    """
    mark = f"acupacer-image:{model}:{acupacer.__version__}\n"
    pages = [tuple(map(packed, pair)) for pair in stop_check_pages().values()]
    unique = sorted({page for pair in pages for page in pair})
    pictures = "".join(
        f"    {code!r}: (_PAGES[{unique.index(normal)}], _PAGES[{unique.index(large)}]),\n"
        for code, (normal, large) in zip(stop_check_pages(), pages, strict=True)
    )
    return (
        '"""Made where the image is built."""\n\n'
        "# Which image this is; it can be read from the image's bytes as well.\n"
        f"MARK = {mark!r}\n"
        "# Which core this is: what another one made of the routines is not used.\n"
        f"EDITION = {core_edition()!r}\n"
        "# The routines a new device has, and their index.\n"
        f"FACTORY = {routine_files.packaged()!r}\n"
        f"FACTORY_INDEX = {factory_index()!r}\n"
        "# The STOP check in each look; see boards.pico.first_screen.\n"
        f"_PAGES = {tuple(unique)!r}\n"
        f"PICTURES = {{\n{pictures}}}\n"
        "\n\n"
        "def _name_modules():\n"
        '    """Never called: names that are in here take no memory when they are met."""\n'
        + "".join(f"    import {name}\n" for name in module_names())
    )


def module_names() -> list[str]:
    """What is imported in an image, and what it might be, by its whole name."""
    files = sorted(PROGRAM.rglob("*.py"))
    parts = [file.relative_to(PROGRAM.parent).with_suffix("").parts for file in files]
    return [
        ".".join(name).removesuffix(".__init__")
        for name in parts
        if not set(OTHER_BOARDS) & set(name)
    ]


def core_edition() -> str:
    """Hex digits that change with any line of the core."""
    digest = hashlib.sha256()
    for path in sorted(CORE.rglob("*.py")):
        digest.update(path.relative_to(CORE).as_posix().encode() + b"\n" + path.read_bytes())
    return digest.hexdigest()[:EDITION_DIGITS]


def factory_index() -> bytes:
    """The index of the built-in routines (see ``acupacer.core.routine.index``)."""
    data = routine_files.packaged()
    entries = check_bytes(data, "built-in routines").entries
    return b"".join(index_lines(entries, core_edition(), hashlib.sha256(data).digest()))


def packed(page: bytes) -> bytes:
    """``page`` as ``boards.pico.first_screen`` takes it: half of it is dark.

    Again and again: how many dark bytes, how many others, and those.
    """
    data = b""
    while page:
        rest = page.lstrip(b"\0")
        dark = min(len(page) - len(rest), 255)
        rest = page[dark:]
        end = rest.find(b"\0\0\0")
        lit = rest[: min(len(rest) if end < 0 else end, 255)]
        data += bytes([dark, len(lit)]) + lit
        page = rest[len(lit) :]
    return data


def stop_check_pages() -> dict[str | None, tuple[bytes, bytes]]:
    """For each language a page of 1,024 bytes in normal and one in large text.

    None: while none was chosen, the choice; nobody has chosen large text then.
    """
    painter = Painter()

    def page(language: str, is_large: bool, is_open: bool = False) -> bytes:
        painter.show(StopCheckView(False, is_open))
        painter.set_options(language, is_large=is_large)
        painter.draw()
        return bytes(painter.page)

    pages: dict[str | None, tuple[bytes, bytes]] = {
        code: (page(code, False), page(code, True)) for code in CODES
    }
    pages[None] = (page(CODES[0], False, True),) * 2
    return pages
