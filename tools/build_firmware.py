"""Build the firmware images: ``dist/acupacer-pico-VERSION.uf2`` and ``…-pico2-….uf2``.

MicroPython and what it needs are Debian's source packages, the compiler is Debian's, and
the program is firmware/acupacer as it is, frozen (firmware/pico/manifest.py). Everything is
kept in a cache (``firmware`` in ``build/cache`` or ``ACUPACER_CACHE``), the images by the
hash of all that goes into them: what is there is not made again. The same inputs give the
same bytes. Run it as ``make firmware``.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from acupacer import __version__
from acupacer_deploy import patience
from acupacer_host.image import image_module, uf2

ROOT = Path(__file__).resolve().parent.parent
CACHES = Path(os.environ.get("ACUPACER_CACHE") or ROOT / "build" / "cache")
CACHE = CACHES.expanduser().absolute() / "firmware"
DIST = ROOT / "dist"
# The suite whose packages have MicroPython's port for these chips, on any Debian.
SUITE = "trixie"
ARCHIVE = (
    "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] "
    f"http://deb.debian.org/debian {SUITE} main\n"
)
# Fixed versions: others may need other files. mbedtls gets security updates that the
# archive does not keep beside each other; any 3.6 does.
SOURCES = ("micropython=1.25.0+ds-1", "mbedtls")
PACKAGES = ("pico-sdk-source=2.1.1-1", "tinyusb-source=0.18.0+dfsg-1")
TOOLS = (
    *("gcc-arm-none-eabi", "libnewlib-arm-none-eabi", "libstdc++-arm-none-eabi-newlib"),
    *("cmake", "make", "gcc", "dpkg-dev", "xz-utils", "bzip2"),
)
# Else the image would tell when it was built, and what git knows of the folder.
STAMPS = {
    "SOURCE_DATE_EPOCH": "1767225600",  # 2026-01-01
    "MICROPY_GIT_TAG": "v1.25.0",
    "MICROPY_GIT_HASH": "debian",
}
# The board's name, its chip, and how many bytes lie before its file system: the flash less
# MICROPY_HW_FLASH_STORAGE_BYTES of firmware/pico. A longer image would be written over.
BOARDS = {
    "pico": ("ACUPACER_PICO", uf2.RP2040, 640 * 1024),
    "pico2": ("ACUPACER_PICO2", uf2.RP2350, 1024 * 1024),
}
TAIL_LINES = 15  # of the log, shown when a step fails


class BuildFailed(Exception):
    """No image was made; the text says why and what to do."""


def say(stage: str, what: str) -> None:
    """A line for a stage."""
    print(f"{stage:9} {what}", flush=True)


def run(*command: object, folder: Path | None = None, **variables: str) -> str:
    """Run a program, its output kept in the log; what it printed. Raises BuildFailed."""
    words = [str(word) for word in command]
    output: list[str] = []
    code = patience.run(
        words,
        output.append,
        patience.Patience(sign=lambda waited_s: _sign(output, waited_s)),
        cwd=folder,
        env={**os.environ, "LC_ALL": "C", **variables},
        stderr=subprocess.STDOUT,
    )
    text = "".join(line + "\n" for line in output)
    log = CACHE / "build.log"
    with log.open("a", encoding="utf-8") as file:
        file.write(f"$ {' '.join(words)}\n{text}\n")
    if code:
        last = "\n".join(output[-TAIL_LINES:])
        raise BuildFailed(f"{words[0]} failed; the whole log is in {log}\n{last}")
    return text


def _sign(output: list[str], waited_s: int) -> str:
    """How far it is: as the last line says that begins with a share, else how long it took."""
    shares = (re.match(r"\[ *(\d+)%\]", line) for line in reversed(output))
    share = next((match[1] for match in shares if match), None)
    return f"{'':9} {f'{share} %, ' if share else '... '}{waited_s} s"


def check_tools() -> list[str]:
    """The packages that build, with their versions. Raises BuildFailed, naming all missing."""
    if shutil.which("dpkg-query") is None:
        raise BuildFailed("the image is built from Debian's packages: use Debian 12 or 13")
    listed = run("dpkg-query", "-W", "-f", "${db:Status-Status} ${Package} ${Version}\n")
    rows = [line.split() for line in listed.splitlines()]
    versions = {row[1]: row[2] for row in rows if row[0] == "installed"}
    missing = " ".join(package for package in TOOLS if package not in versions)
    if missing:
        raise BuildFailed(
            f"not installed; run: sudo apt install --no-install-recommends {missing}"
        )
    return [f"{package} {versions[package]}" for package in TOOLS]


def sources() -> Path:
    """The unpacked packages' folder, made once. Blocks: a minute. Raises BuildFailed."""
    made, fetched = CACHE / "sources", CACHE / "fetched"
    wanted = "\n".join((SUITE, *SOURCES, *PACKAGES))
    mark = made / "complete"
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return made
    say("sources", f"fetching {', '.join((*SOURCES, *PACKAGES))} (18 MB)")
    for folder in (made, fetched):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    apt = apt_command()
    run(*apt, "update", folder=fetched)
    run(*apt, "source", "--download-only", *SOURCES, folder=fetched)
    run(*apt, "download", *PACKAGES, folder=fetched)
    for described in fetched.glob("*.dsc"):
        # apt has checked it against the archive's signature already.
        run("dpkg-source", "--no-check", "-x", described, made / described.name.split("_")[0])
    for package in fetched.glob("*.deb"):
        run("dpkg-deb", "-x", package, made / "packages")
    libraries = made / "micropython/lib"
    for name, place in (("mbedtls", "mbedtls"), ("tinyusb", "packages/usr/src/tinyusb")):
        (libraries / name).rmdir()
        (libraries / name).symlink_to(f"../../{place}")
    mark.write_text(wanted, encoding="utf-8")
    return made


def apt_command() -> tuple[object, ...]:
    """apt-get with lists, cache and sources of our own, whatever the machine's are."""
    own = CACHE / "apt"
    for folder in ("etc/apt", "var/lib/apt/lists/partial", "var/cache/apt/archives/partial"):
        (own / folder).mkdir(parents=True, exist_ok=True)
    (own / "status").touch()
    (own / "etc/apt/sources.list").write_text(f"deb {ARCHIVE}deb-src {ARCHIVE}")
    user = "-oAPT::Sandbox::User=root"  # another one might not reach the cache
    errors = "-oAPT::Update::Error-Mode=any"  # else it succeeds without a network
    status = f"-oDir::State::Status={own}/status"
    return "apt-get", "-q", f"-oDir={own}", status, user, errors


def stage_sources() -> Path:
    """A copy of what is frozen, at the same path for every checkout.

    Only changes are written, so that what is compiled already stays.
    """
    tree, firmware = CACHE / "tree", ROOT / "firmware"
    wanted = {
        f"firmware/{path.relative_to(firmware)}": path.read_bytes()
        for path in [*firmware.glob("acupacer/**/*"), *firmware.glob("pico/**/*")]
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name in BOARDS:
        wanted[f"generated/{name}/acupacer_image.py"] = image_module.source(name).encode()
    for path in tree.rglob("*"):
        if path.is_file() and str(path.relative_to(tree)) not in wanted:
            path.unlink()
    for name, data in wanted.items():
        path = tree / name
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return tree


def digest(tree: Path, tools: list[str]) -> str:
    """Of all that goes into the images: names and bytes, never dates."""
    frozen = {str(path.relative_to(tree)): path for path in tree.rglob("*") if path.is_file()}
    files = {"build": Path(__file__), "uf2": Path(uf2.__file__), **frozen}
    made = hashlib.sha256(repr((tools, SUITE, SOURCES, PACKAGES)).encode())
    for name in sorted(files):
        data = files[name].read_bytes()
        made.update(f"\n{name} {len(data)}\n".encode() + data)
    return made.hexdigest()[:16]


def board_settings(tree: Path) -> str:
    """The SHA-256 of what the boards are compiled with; of each, to be compared only."""
    files = sorted((tree / "firmware/pico").rglob("*.h"))
    files += sorted((tree / "firmware/pico").rglob("*.cmake"))
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


@contextmanager
def compiling_in(folder: Path, tools: list[str]) -> Iterator[None]:
    """While ``folder`` is compiled in, which begins empty unless it may be gone on with.

    It may not be when another compiler, other packages or other settings of the boards
    filled it: make looks at dates only, a package's files are older than what was compiled,
    and MicroPython goes on listing a module that a setting has left out. Nor when it was
    moved, for CMake keeps whole paths, nor when compiling was cut off, for a file may be half
    written.
    """
    mark = folder / "compiled-with"
    wanted = repr((tools, SUITE, SOURCES, PACKAGES, str(folder)))
    if not mark.exists() or mark.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(folder, ignore_errors=True)
    mark.unlink(missing_ok=True)
    try:
        yield
    except BuildFailed:  # a program said so, and took away what it had begun
        folder.mkdir(exist_ok=True)
        mark.write_text(wanted, encoding="utf-8")
        raise
    mark.write_text(wanted, encoding="utf-8")


def build(name: str, tree: Path, folder: Path) -> bytes:
    """Compile one image in ``folder``. Blocks: minutes. Raises BuildFailed."""
    board, family, room_bytes = BOARDS[name]
    where = sources()
    micropython = where / "micropython"
    jobs = f"-j{os.cpu_count() or 1}"
    if not (micropython / "mpy-cross/build/mpy-cross").exists():
        say("mpy-cross", "compiling")
        run("make", "-C", micropython / "mpy-cross", jobs)
    say(name, "compiling (the first time minutes, then seconds)")
    settings = {
        "CMAKE_BUILD_TYPE": "MinSizeRel",
        "PICO_NO_PICOTOOL": 1,
        "PICO_SDK_PATH_OVERRIDE": where / "packages/usr/src/pico-sdk",
        "MICROPY_BOARD": board,
        "MICROPY_BOARD_DIR": tree / "firmware/pico" / board,
        "ACUPACER_GENERATED": tree / "generated" / name,
        "ACUPACER_CACHE": CACHE,
    }
    options = [f"-D{key}={value}" for key, value in settings.items()]
    run("cmake", "-S", micropython / "ports/rp2", "-B", folder, *options, **STAMPS)
    # MicroPython makes it anew when a file is newer, but not when one is gone.
    (folder / "frozen_content.c").unlink(missing_ok=True)
    run("make", "-C", folder, jobs, **STAMPS)
    image = (folder / "firmware.bin").read_bytes()
    if len(image) > room_bytes:
        raise BuildFailed(f"{name}: the image has {len(image)} bytes, {room_bytes} fit")
    return uf2.write(image, family)


def keep(image: bytes, kept: Path) -> None:
    """Put an image into the cache, whole or not at all: what is there is trusted."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    part.write_bytes(image)
    part.replace(kept)


def main() -> None:
    """Make what is not there and put both images into dist."""
    CACHE.mkdir(parents=True, exist_ok=True)
    DIST.mkdir(exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        (CACHE / "build.log").write_text("", encoding="utf-8")
        tools = check_tools()
        say("tools", tools[0])
        tree = stage_sources()
        sources()
        # What was fetched has a version of its own, where none is asked for.
        tools += sorted(path.name for path in (CACHE / "fetched").glob("*.dsc"))
        images = CACHE / "images" / digest(tree, tools)
        for name in BOARDS:
            kept = images / f"{name}.uf2"
            if not kept.exists():
                folder = CACHE / f"build-{name}"
                with compiling_in(folder, [*tools, board_settings(tree)]):
                    image_bytes = build(name, tree, folder)
                keep(image_bytes, kept)
            image = DIST / f"acupacer-{name}-{__version__}.uf2"
            shutil.copyfile(kept, image)
            sha, size_kb = hashlib.sha256(kept.read_bytes()), kept.stat().st_size // 1024
            say(name, f"dist/{image.name}  {size_kb} KB  sha256 {sha.hexdigest()[:16]}…")


if __name__ == "__main__":
    try:
        main()
    except BuildFailed as error:
        sys.exit(f"make firmware: {error}")
