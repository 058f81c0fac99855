"""Build the page: ``build/page``, a folder for any static host.

In it: the page's own sources (web/src) as they are, the interpreter from npm (its version is
in web/package-lock.json), the program as one file of bare sources, and the list of all of it
by which it works offline. The same inputs give the same bytes. Run it as ``make page``.
"""

import ast
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import acupacer
import acupacer_host
import zopfli.zlib
from acupacer_host.words_de import WORDS
from shortening import PrivateNames, is_python, sent, told_names

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "web" / "src"
INTERPRETER = ROOT / "web/node_modules/@micropython/micropython-webassembly-pyscript"
SITE = ROOT / "build" / "page"
PACKAGE = Path(acupacer.__file__).parent
# What of the package runs in a browser; no more is sent.
PROGRAM = (
    "__init__.py",
    "core/**/*.py",
    *(f"boards/{name}.py" for name in ("__init__", "loop", "panel", "pulse")),
    "boards/web/*.py",
)
TOOL = Path(acupacer_host.__file__).parent
# What of the laptop's tool runs in the page's second worker, lowered to its interpreter.
CONTENT = (
    *("__init__", "catalogue", "completing", "exclusions", "fact_sources", "factory"),
    *("fault_words", "forms", "own_names", "routine_diff", "routine_titles"),
    *("meaning", "opened", "places", "reading", "sides", "strict_json", "template"),
    *("validate", "wording", "written"),
)
DEVICE = (
    "__init__",
    "dialogue",
    "exchange",
    "line",
    "mirror",
    "replies",
    "stepping",
    "transfer",
    "wants",
    "zone",
)
RECORDS = (
    *("__init__", "at_level", "begun", "export", "gaps", "helped", "sessions", "totals"),
)
PICTURES = ("__init__", "charts", "report", "timeline")
TOOLS = (
    "__init__.py",
    "errors.py",
    "fault_language.py",
    "faults_de.py",
    "faults_of_lines_de.py",
    "language.py",
    "printable.py",
    "page/*.py",
    *(f"content/{name}.py" for name in CONTENT),
    "content/short/*.py",
    *(f"pictures/{name}.py" for name in PICTURES),
    *(f"device/{name}.py" for name in DEVICE),
    *(f"records/{name}.py" for name in RECORDS),
    *(f"image/{name}.py" for name in ("__init__", "image_check", "uf2")),
)
DATA = ("pictures/report.css",)
# Beside the core: reads pulses back into cues.
TOOLS_OF_PACKAGE = ("boards/pulse_log.py",)
STAND_INS = ROOT / "web" / "python"
POINTS = ROOT / "shared" / "points.json"
FACTORY = ROOT / "shared" / "routines.json"
INTERPRETERS = "Copyright (c) 2013-2025 Damien P. George"  # as its own LICENSE says
# What the interpreter was built with is in its two files as well.
BUILT_WITH = """\
Emscripten (in both), https://emscripten.org
Copyright (c) 2010-2014 Emscripten authors

musl (in micropython.wasm), https://musl.libc.org
Copyright (c) 2005-2020 Rich Felker, et al."""
TERSER = ROOT / "web" / "node_modules" / "terser" / "bin" / "terser"
# What Emscripten asserts at every call, it asserts of how the interpreter was built.
ASSERTED = ("assert", "checkStackCookie", "unexportedRuntimeSymbol", "consumedModuleProp")
TERSE = ("--module", "--compress", f"passes=3,pure_funcs=[{','.join(ASSERTED)}]", "--mangle")
OFFLINE = "offline.js"
SUM = 16  # digits of a file's SHA-256 that tell it from that of another edition
IMAGES = "images.json"  # of a copy of the page: what it has is not the page's own
PAGE = "index.html"


def shorten(script: Path) -> None:
    """Have ``script``, a module of the page, be as short as terser makes it."""
    subprocess.run(["node", TERSER, *TERSE, "--output", script, script], check=True)


def short_styles(css: str) -> str:
    """``css`` without comments, line ends and the blanks beside braces and semicolons."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", css)).strip()


@cache
def told() -> frozenset[str]:
    """Names that calls tell anywhere in what is sent: parameters of that name keep theirs."""
    paths = [path for pattern in PROGRAM for path in PACKAGE.glob(pattern)]
    paths += [path for pattern in TOOLS for path in TOOL.glob(pattern)]
    paths += [PACKAGE / name for name in TOOLS_OF_PACKAGE]
    paths += STAND_INS.rglob("*.py")
    return frozenset(told_names(path.read_text("utf-8") for path in paths))


def source(path: Path, is_lowered: bool = False) -> str:
    """The module at ``path`` as it is sent."""
    return sent(path.read_text("utf-8"), is_lowered, told())


def program() -> dict[str, str]:
    """Every file the worker puts into the interpreter's file system, by path."""
    paths = sorted(path for pattern in PROGRAM for path in PACKAGE.glob(pattern))
    made = {f"acupacer/{path.relative_to(PACKAGE).as_posix()}": source(path) for path in paths}
    made["acupacer/routines.json"] = FACTORY.read_text("utf-8")
    return made


def tools(beside: Iterable[str]) -> dict[str, str]:
    """What the second worker puts there besides: the laptop's rooms, and their data."""
    made = {
        f"acupacer_host/{path.relative_to(TOOL).as_posix()}": source(path, is_lowered=True)
        for path in sorted(path for pattern in TOOLS for path in TOOL.glob(pattern))
    }
    for name in TOOLS_OF_PACKAGE:
        made[f"acupacer/{name}"] = source(PACKAGE / name)
    for path in sorted(STAND_INS.rglob("*.py")):
        made[path.relative_to(STAND_INS).as_posix()] = source(path)
    said = _texts([*made.values(), *beside])
    german = {english: words for english, words in WORDS.items() if english in said}
    made["acupacer_host/words_de.py"] = f"WORDS = {german!r}\n"
    for name in DATA:
        made[f"acupacer_host/{name}"] = (TOOL / name).read_text("utf-8")
    points = json.loads(POINTS.read_text("utf-8"))
    made["acupacer_data/points.json"] = json.dumps(
        points, ensure_ascii=False, separators=(",", ":")
    )
    return made


def _texts(sources: Iterable[str]) -> set[str]:
    """Every text that stands in ``sources``, as far as they are Python."""
    return {
        node.value
        for source in sources
        if not source.startswith("{")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def packed(files: dict[str, str], names: PrivateNames) -> bytes:
    """``files`` by path as one zlib stream: each path and its text, with a zero between them.

    Zopfli's is a sixteenth smaller than zlib's own, and whoever serves it need not compress it.
    """
    parts = []
    for path, text in files.items():
        parts += [path, names.shortened(path, text) if is_python(path) else text]
    if any("\0" in part for part in parts):
        sys.exit("a file of the program has a zero in it")
    return zopfli.zlib.compress("\0".join(parts).encode())


def licences() -> str:
    """What the licences of the page's parts, all of them MIT's, ask to be handed on."""
    own = (ROOT / "LICENSE").read_text("utf-8")
    [ours] = [line for line in own.splitlines() if line.startswith("Copyright")]
    version = json.loads((INTERPRETER / "package.json").read_text("utf-8"))["version"]
    return (
        f"acupacer {acupacer.__version__}\n\n{own}\n\n"
        f"MicroPython {version} (micropython.mjs, micropython.pack), https://micropython.org\n\n"
        + own.replace(ours, f"{INTERPRETERS}\n\n{BUILT_WITH}")
    )


def build(site: Path = SITE) -> None:
    """Make the folder ``site`` anew."""
    if not INTERPRETER.is_dir():
        sys.exit(f"{INTERPRETER.relative_to(ROOT)} is missing; run: make page")
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(SOURCES, site)
    shutil.copyfile(INTERPRETER / "micropython.mjs", site / "micropython.mjs")
    code = (INTERPRETER / "micropython.wasm").read_bytes()
    (site / "micropython.pack").write_bytes(zopfli.zlib.compress(code))
    for path in sorted([*site.glob("*.js"), *site.glob("*.mjs")]):
        if path.name != OFFLINE:
            shorten(path)
    for path in site.glob("*.css"):
        path.write_text(short_styles(path.read_text("utf-8")), encoding="utf-8")
    (site / "licences.txt").write_text(licences(), encoding="utf-8")
    device = program()
    bundles = {"program.pack": device, "tools.pack": tools(device.values())}
    names = PrivateNames(file for files in bundles.values() for file in files.items())
    for name, files in bundles.items():
        (site / name).write_bytes(packed(files, names))
    _list_files(site)
    shorten(site / OFFLINE)


def _list_files(site: Path) -> None:
    """Tell the service worker what there is; the page itself is what the folder is."""
    hashes = {
        "./" if path.name == PAGE else path.name: hashlib.sha256(path.read_bytes()).hexdigest()[
            :SUM
        ]
        for path in sorted(site.iterdir())
        if path.name not in (OFFLINE, IMAGES)
    }
    listed = json.dumps(hashes, indent=2)
    edition = hashlib.sha256(listed.encode()).hexdigest()[:12]
    worker = site / OFFLINE
    text = worker.read_text("utf-8")
    for old, new in (
        ("const FILES = {};", f"const FILES = {listed};"),
        ('const NAME = "acupacer-";', f'const NAME = "acupacer-{edition}";'),
    ):
        if text.count(old) != 1:
            sys.exit(f"{OFFLINE} has no line {old}")
        text = text.replace(old, new)
    worker.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    build()
    total = sum(path.stat().st_size for path in SITE.iterdir())
    print(f"{SITE.relative_to(ROOT)}: {len(list(SITE.iterdir()))} files, {total // 1024} KB")
