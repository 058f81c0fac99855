"""Bake the art in firmware/art into the bytes the core draws from.

    python tools/bake_art.py            write {art,glyphs,pictures}.py in the core's room screen
    python tools/bake_art.py --check    exit 1 when those files are stale

The sheets are text a person can edit: "#" is a lit pixel, "." a dark one. Letter
sheets hold bands of glyphs side by side (see the notes on top of each sheet), picture
sheets hold one block per picture. The baked layout is the panel's: rows of bytes, each
byte eight pixels on top of each other with the topmost in bit 0. Pictures of the body are
packed: mostly dark, they take a third of the room.
"""

import re
import sys
import unicodedata
from pathlib import Path

from acupacer.core.text import alphabet

ROOT = Path(__file__).resolve().parent.parent
ART = ROOT / "firmware" / "art"
BODY = ART / "pictures_body.txt"
CORE = ROOT / "firmware" / "acupacer" / "core" / "screen"
SPECIAL_NAMES = {"space": " ", "colon": ":"}
# Marks, in baked order, by the combining characters that mean them: those above a letter,
# then those above one cut short (on its two dots), then those below. They and the letters cut
# short have the places of ASCII's control characters.
ABOVE = {
    "ring": "\u030a",
    "grave": "\u0300",
    "acute": "\u0301",
    "circumflex": "\u0302",
    "tilde": "\u0303",
    "diaeresis": "\u0308",
    "macron": "\u0304",
    "breve": "\u0306",
    "dot": "\u0307",
    "caron": "\u030c",
    "double_acute": "\u030b",
    "comma_above": "\u0312",
    "macron_": "\u0308\u0304",
    "acute_": "\u0308\u0301",
    "caron_": "\u0308\u030c",
    "grave_": "\u0308\u0300",
}
BELOW = {"cedilla": "\u0327", "comma_below": "\u0326", "ogonek": "\u0328"}
MARKS = {name: place for place, name in enumerate((*ABOVE, *BELOW), 1)}
NAMES = {combining: name for name, combining in (ABOVE | BELOW).items()}
PARTS = ["", *MARKS, "u_", "U_", "O_", "W_", "l_"]
# Drawn as another character, which looks the same.
ALIASES = {"Đ": "Ð", "‚": ",", "‹": "<", "›": ">"}
# Drawn with another mark than the one Unicode names.
REDRAWN = {letter: letter + "\u0326" for letter in "GKLNRklnr"} | {"g": "g\u0312"}
# Letters drawn another way below a mark.
BELOW_MARKS = {"i": "ı", "j": "ȷ"} | {letter: letter + "_" for letter in "OWl"}

Cell = list[str]


class ArtError(Exception):
    """A sheet breaks its own rules; the message says which sheet, line and why."""


def read_sheet(path: Path) -> tuple[dict[str, str], dict[str, Cell]]:
    """Settings and named glyphs of one letter sheet."""
    lines = path.read_text(encoding="utf-8").splitlines()
    settings: dict[str, str] = {}
    cells: dict[str, Cell] = {}
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith(": "):
            height = int(settings["rows"]) * 8
            _read_band(path.name, at, line, lines[at : at + height], cells)
            at += height
        elif " = " in line and not line.startswith("#"):
            name, parts = line.split(" = ")
            cells[name] = _overlay([cells[part] for part in parts.split()])
        elif line and not line.startswith("#"):
            key, value = line.split()
            settings[key] = value
    return settings, cells


def _read_band(sheet: str, at: int, line: str, rows: list[str], cells: dict[str, Cell]) -> None:
    names = line[2:].split()
    table = [row.split() for row in rows]
    for number, row in enumerate(table):
        if len(row) != len(names) or set("".join(row)) - set("#."):
            raise ArtError(f"{sheet}:{at + number + 1}: {len(names)} cells of # and . expected")
    for column, name in enumerate(names):
        cell = [row[column] for row in table]
        if len({len(part) for part in cell}) != 1:
            raise ArtError(f"{sheet}:{at}: glyph {name} has rows of different width")
        cells[SPECIAL_NAMES.get(name, name)] = cell


def _overlay(parts: list[Cell]) -> Cell:
    """The cells laid over each other, middle to middle."""
    width = max(len(part[0]) for part in parts)
    made = [["."] * width for _ in parts[0]]
    for part in parts:
        shift = (width - len(part[0])) // 2
        for y, row in enumerate(part):
            for x, pixel in enumerate(row):
                if pixel == "#":
                    made[y][shift + x] = "#"
    return ["".join(row) for row in made]


def columns(cell: Cell) -> bytes:
    """A cell as rows of bytes, each byte eight pixels with the topmost in bit 0."""
    made = bytearray()
    for top in range(0, len(cell), 8):
        for x in range(len(cell[0])):
            byte = 0
            for bit in range(min(8, len(cell) - top)):
                byte |= (cell[top + bit][x] == "#") << bit
            made.append(byte)
    return bytes(made)


def packed(data: bytes) -> bytes:
    """``data`` as runs: so many zeros, so many bytes that follow, those bytes."""
    made = bytearray()
    done = 0  # of ``data``
    for run in re.finditer(rb"[^\0](?:\0{0,2}[^\0]){0,84}|\Z", data):
        zeros, lit = run.start() - done, run.group()
        made += b"\xff\0" * (zeros // 255) + bytes([zeros % 255, len(lit)]) + lit
        done = run.end()
    return bytes(made)


class Art:
    """All baked bytes behind each other."""

    def __init__(self) -> None:
        self.data = bytearray()

    def add(self, data: bytes) -> int:
        """Where ``data`` is from now on."""
        self.data += data
        return len(self.data) - len(data)

    def picture(self, cell: Cell) -> str:
        """A picture as core/screen/pictures.py describes it."""
        at = self.add(columns(cell))
        return f"({at}, {len(cell[0])}, {len(cell) // 8})"

    def packed_picture(self, cell: Cell) -> str:
        """As ``picture``, for one whose bytes are packed."""
        at = self.add(packed(columns(cell)))
        return f"({at}, {len(cell[0])}, {len(cell) // 8})"


def characters() -> list[str]:
    """What fonts have, in the order of ``alphabet.number``."""
    latin = range(ord(alphabet.LATIN_FIRST), ord(alphabet.LATIN_LAST) + 1)
    return [*map(chr, latin), *alphabet.OTHERS]


def spelt(character: str) -> str:
    """The letter and the marks it is put together from; itself when it is drawn whole."""
    letter, *marks = unicodedata.normalize("NFD", character)
    spelling = letter + "".join(marks)
    if marks == ["\u0327"]:
        spelling = REDRAWN.get(letter, spelling)
    if marks and marks[0] not in BELOW.values():
        spelling = BELOW_MARKS.get(letter, letter) + "".join(marks)
    if len(marks) > 1:
        spelling = f"{letter}_" + "".join(marks)
    return spelling


def drawn_whole(cells: dict[str, Cell]) -> list[str]:
    """The characters beyond ASCII that a sheet draws itself."""
    return [character for character in characters() if character in cells]


def part_places(cells: dict[str, Cell]) -> bytes:
    """For each character beyond ASCII the places of its letter and its mark (0: none)."""
    whole = drawn_whole(cells)
    made = bytearray()
    for character in characters():
        name, mark = ALIASES.get(character, character), 0
        if name not in cells:
            spelling = spelt(character)
            name = next(name for name in (spelling[:2], spelling[0]) if name in cells)
            mark = MARKS[NAMES[spelling[len(name) :]]]
        if name in PARTS:
            place = PARTS.index(name)
        else:
            place = 0x80 + whole.index(name) if name in whole else ord(name)
        made += bytes([place, mark])
    return bytes(made)


def bake_letters(path: Path, art: Art) -> tuple[int, int, int, bytes, bytes]:
    """(rows, gap, where it is, widths with the gap, starts) of a letter sheet."""
    settings, cells = read_sheet(path)
    gap, rows = int(settings["gap"]), int(settings["rows"])
    names = [*PARTS, *[""] * (0x20 - len(PARTS)), *map(chr, range(0x20, 0x7F)), ""]
    data, widths, starts = bytearray(), bytearray(), bytearray()
    for name in [*names, *drawn_whole(cells)]:
        if name and name not in cells:
            raise ArtError(f"{path.name}: no glyph for {name!r}")
        baked = columns(cells[name]) if name else b""
        if baked not in data:
            data += baked
        starts += data.index(baked).to_bytes(2, "little")
        widths.append(len(baked) // rows + gap)
    return rows, gap, art.add(bytes(data)), bytes(widths), bytes(starts)


def bake_numerals(path: Path, art: Art) -> tuple[int, int, int, str]:
    """(rows, width, where digits 0 to 9 are, colon) of a sheet of digits of one width."""
    settings, cells = read_sheet(path)
    width = len(cells["0"][0])
    for digit in "0123456789":
        if len(cells[digit][0]) != width:
            raise ArtError(f"{path.name}: digit {digit} is not {width} px wide")
    at = art.add(b"".join(columns(cells[digit]) for digit in "0123456789"))
    return int(settings["rows"]), width, at, art.picture(cells[":"])


def read_pictures(path: Path) -> dict[str, Cell]:
    """Name to picture of one picture sheet; heights are whole pages.

    With the name stands the side of the body it shows, where it shows one: what shows both
    must be its own mirror picture, and its left half is all there is of it.
    """
    pictures: dict[str, Cell] = {}
    cell: Cell = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("= "):
            cell = pictures[line[2:].strip()] = []
        elif line and not set(line) - set("#."):
            cell.append(line)
        elif line and not line.startswith("# "):
            raise ArtError(f"{path.name}:{number}: neither a name, a row nor a comment")
    for name, cell in pictures.items():
        if len(cell) % 8 or len({len(row) for row in cell}) != 1:
            raise ArtError(f"{path.name}: {name} has ragged rows or no whole pages")
        if name.endswith(" both"):
            pictures[name] = _half(path.name, name, cell)
    return pictures


def _half(sheet: str, name: str, cell: Cell) -> Cell:
    for number, row in enumerate(cell):
        if row != row[::-1]:
            raise ArtError(f"{sheet}: {name} row {number} is not the same from both ends")
    return [row[: len(row) // 2] for row in cell]


def literal(data: bytes, indent: str = "    ") -> str:
    """``data`` as the lines of a Python bytes literal."""
    lines, at = [], 0
    while at < len(data):
        end = min(at + 80, len(data))
        while len(indent + _quoted(data[at:end])) > 94:
            end -= 1
        lines.append(indent + _quoted(data[at:end]))
        at = end
    return "\n".join(lines)


def _quoted(data: bytes) -> str:
    plain = [
        chr(byte) if 0x20 <= byte < 0x7F and chr(byte) not in '\\"' else f"\\x{byte:02x}"
        for byte in data
    ]
    return 'b"' + "".join(plain) + '"'


HEADER = '"""{} Baked by tools/bake_art.py from firmware/art: edit there."""\n'


def bake_glyphs(art: Art) -> str:
    """The text of core/screen/glyphs.py."""
    out = [HEADER.format("Fonts: places in ART.")]
    sheets = {name: read_sheet(ART / f"{name}.txt")[1] for name in ("small", "medium")}
    parts, others = (part_places(cells) for cells in sheets.values())
    if parts != others:
        raise ArtError("small.txt and medium.txt draw other characters whole")
    out.append(
        "# Of each character beyond ASCII the places of its letter and its mark; 0: none."
    )
    out.append(f"PARTS = (\n{literal(parts)}\n)\n")
    out.append("# Places of marks: what a mark does to its letter goes by them.")
    out.append(
        f"RING, CEDILLA, OGONEK = {MARKS['ring']}, {MARKS['cedilla']}, {MARKS['ogonek']}\n"
    )
    for name in sheets:
        rows, gap, at, widths, starts = bake_letters(ART / f"{name}.txt", art)
        out.append(
            "# rows, gap after each glyph, first glyph, widths with it, where each begins\n"
            f"{name.upper()} = (\n    {rows},\n    {gap},\n    {at},\n"
            f"    (\n{literal(widths, ' ' * 8)}\n    ),\n"
            f"    (\n{literal(starts, ' ' * 8)}\n    ),\n)\n"
        )
    for name in ("digits24", "digits40"):
        baked = ", ".join(map(str, bake_numerals(ART / f"{name}.txt", art)))
        out.append(f"# rows, width of a digit, digits, colon\n{name.upper()} = ({baked})\n")
    return "\n".join(out)


def bake_pictures(art: Art) -> str:
    """The text of core/screen/pictures.py."""
    out = [HEADER.format("Pictures: places in ART.")]
    out.append("\n# each: first byte, width, rows\n")
    for path in sorted(ART.glob("pictures_*.txt")):
        if path != BODY:
            for name, cell in read_pictures(path).items():
                out.append(f"{name} = {art.picture(cell)}\n")
    out.append(f"\n# From here on they are packed.\nPACKED = {len(art.data)}\n")
    out.append("# Parts of the body: the picture, and which side it shows\nBODY = {\n")
    for name, cell in read_pictures(BODY).items():
        part, side = name.split()
        out.append(f'    "{part}": ({art.packed_picture(cell)}, "{side}"),\n')
    out.append("}\n")
    return "".join(out)


def bake_art(art: Art) -> str:
    """The text of core/screen/art.py."""
    return (
        HEADER.format("Everything drawn, as bytes.")
        + f"\nART = (\n{literal(bytes(art.data))}\n)\n"
    )


def baked() -> dict[Path, str]:
    """Every baked file with the text it should have."""
    art = Art()
    glyphs, pictures = bake_glyphs(art), bake_pictures(art)
    return {
        CORE / "glyphs.py": glyphs,
        CORE / "pictures.py": pictures,
        CORE / "art.py": bake_art(art),
    }


def stale() -> list[Path]:
    """The baked files that no longer match the sheets."""
    return [
        path
        for path, text in baked().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        for path in stale():
            print(f"{path}: stale, run python tools/bake_art.py")
        return 1 if stale() else 0
    for path, text in baked().items():
        path.write_text(text, encoding="utf-8")
        print(f"{path}: {len(text)} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
