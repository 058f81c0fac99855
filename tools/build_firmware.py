"""Build the firmware images: ``dist/acupacer-pico-VERSION.uf2`` and ``…-pico2-….uf2``.

    sources    Debian's own packages, through package lists of our own: the machine's are
               not touched
    compiler   Debian's gcc-arm-none-eabi
    program    firmware/acupacer as it is, frozen (firmware/pico/manifest.py)

Everything is kept in a cache (``~/.cache/acupacer/firmware``, or ``ACUPACER_CACHE``), the
images too, by the hash of all that goes into them: what is there is not made again. The
same inputs give the same bytes. Run it as ``make firmware``.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from acupacer import __version__
from acupacer_host import image_module, uf2

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("ACUPACER_CACHE") or Path.home() / ".cache/acupacer/firmware")
DIST = ROOT / "dist"
LOG = CACHE / "build.log"
# The suite whose packages have MicroPython's port for these chips, on any Debian.
SUITE = "trixie"
APT_SOURCE = f"""Types: deb deb-src
URIs: http://deb.debian.org/debian
Suites: {SUITE}
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
"""
# Fixed versions: others may need other files. mbedtls gets security updates that the
# archive does not keep beside each other; any 3.6 does.
SOURCES = ("micropython=1.25.0+ds-1", "mbedtls")
PACKAGES = ("pico-sdk-source=2.1.1-1", "tinyusb-source=0.18.0+dfsg-1")
MICROPYTHON = "v1.25.0"
EPOCH_S = "1767225600"  # the date in the image, whenever it is built: 2026-01-01
# what has to be there -> the Debian package that brings it
PROGRAMS = {
    "arm-none-eabi-gcc": "gcc-arm-none-eabi",
    "cmake": "cmake",
    "make": "make",
    "gcc": "gcc",
    "dpkg-source": "dpkg-dev",
    "xz": "xz-utils",
    "bzip2": "bzip2",
}
LIBRARIES = {
    "nosys.specs": "libnewlib-arm-none-eabi",
    "libstdc++.a": "libstdc++-arm-none-eabi-newlib",
}
BOARDS = {"pico": ("ACUPACER_PICO", uf2.RP2040), "pico2": ("ACUPACER_PICO2", uf2.RP2350_ARM_S)}
TAIL_LINES = 15  # of the log, shown when a step fails


class BuildFailed(Exception):
    """No image was made; the text says why and what to do."""


def say(stage: str, what: str) -> None:
    """A line for a stage."""
    print(f"{stage:9} {what}", flush=True)


def run(*command: object, folder: Path | None = None, **variables: str) -> str:
    """Run a program, its output kept in the log; what it printed. Raises BuildFailed."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, "LC_ALL": "C", **variables},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(words)}\n{done.stdout}\n")
    if done.returncode:
        last = "\n".join(done.stdout.splitlines()[-TAIL_LINES:])
        raise BuildFailed(f"{words[0]} failed; the whole log is in {LOG}\n{last}")
    return done.stdout


def check_tools() -> str:
    """Name every missing package at once; the compiler's version. Raises BuildFailed."""
    if shutil.which("apt-get") is None:
        raise BuildFailed("the image is built from Debian's packages: use Debian 12 or 13")
    missing = {package for name, package in PROGRAMS.items() if shutil.which(name) is None}
    if "gcc-arm-none-eabi" in missing:
        missing |= set(LIBRARIES.values())
    else:
        for name, package in LIBRARIES.items():
            # The compiler answers with the bare name when it has no such file.
            if run("arm-none-eabi-g++", f"-print-file-name={name}").strip() == name:
                missing.add(package)
    if missing:
        raise BuildFailed(
            "not installed: " + " ".join(sorted(missing)) + "\n"
            "install with: sudo apt install --no-install-recommends "
            + " ".join(sorted(missing))
        )
    return run("arm-none-eabi-gcc", "-dumpfullversion").strip()


def sources() -> Path:
    """The unpacked packages' folder, made once. Blocks: a minute. Raises BuildFailed."""
    made = CACHE / "sources"
    wanted = "\n".join((SUITE, *SOURCES, *PACKAGES))
    mark = made / "complete"
    if mark.exists() and mark.read_text(encoding="utf-8") == wanted:
        return made
    say("sources", f"fetching {', '.join((*SOURCES, *PACKAGES))} (18 MB)")
    shutil.rmtree(made, ignore_errors=True)
    fetched = CACHE / "fetched"
    shutil.rmtree(fetched, ignore_errors=True)
    fetched.mkdir(parents=True)
    apt = apt_command()
    run(*apt, "update", folder=fetched)
    run(*apt, "source", "--download-only", *SOURCES, folder=fetched)
    run(*apt, "download", *PACKAGES, folder=fetched)
    made.mkdir()
    for described in sorted(fetched.glob("*.dsc")):
        # apt has checked it against the archive's signature already.
        target = made / described.name.split("_")[0]
        run("dpkg-source", "--no-check", "-x", described, target, folder=made)
    for package in sorted(fetched.glob("*.deb")):
        run("dpkg-deb", "-x", package, made / "packages")
    for name, place in (("mbedtls", "mbedtls"), ("tinyusb", "packages/usr/src/tinyusb")):
        empty = made / "micropython/lib" / name
        shutil.rmtree(empty)
        empty.symlink_to(made / place)
    mark.write_text(wanted, encoding="utf-8")
    return made


def apt_command() -> "tuple[object, ...]":
    """apt-get with lists, cache and sources of our own, whatever the machine's are."""
    own = CACHE / "apt"
    for folder in ("lists/partial", "cache/archives/partial", "parts"):
        (own / folder).mkdir(parents=True, exist_ok=True)
    (own / "parts/debian.sources").write_text(APT_SOURCE, encoding="utf-8")
    (own / "status").touch()
    options = {
        "Dir::Etc::SourceList": own / "none",
        "Dir::Etc::SourceParts": own / "parts",
        "Dir::Etc::Preferences": own / "none",
        "Dir::Etc::PreferencesParts": own / "parts",
        "Dir::State::Lists": own / "lists",
        "Dir::State::Status": own / "status",
        "Dir::Cache": own / "cache",
        "APT::Sandbox::User": "root",
    }
    return (
        "apt-get",
        "-q",
        *(part for it in options.items() for part in ("-o", f"{it[0]}={it[1]}")),
    )


def stage_sources() -> Path:
    """A copy of what is frozen, at the same path for every checkout; only changes are
    written, so that what is compiled already stays."""
    tree = CACHE / "tree"
    files = {
        f"firmware/{path.relative_to(ROOT / 'firmware')}": path.read_bytes()
        for folder in ("acupacer", "pico")
        for path in sorted((ROOT / "firmware" / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    for name in BOARDS:
        files[f"generated/{name}/acupacer_image.py"] = image_module.source(name).encode()
    for path in sorted(tree.rglob("*"), reverse=True):
        if path.is_file() and str(path.relative_to(tree)) not in files:
            path.unlink()
    for name, data in files.items():
        path = tree / name
        if not path.exists() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return tree


def digest(tree: Path, compiler: str) -> str:
    """Of all that goes into the images."""
    made = hashlib.sha256("\n".join((compiler, *SOURCES, *PACKAGES)).encode())
    for path in [Path(__file__), Path(uf2.__file__), *sorted(tree.rglob("*"))]:
        if path.is_file():
            made.update(f"\n{path.name} {path.stat().st_size}\n".encode() + path.read_bytes())
    return made.hexdigest()[:16]


def build(name: str, tree: Path, kept: Path) -> None:
    """Compile one image into the folder ``kept``. Blocks: minutes. Raises BuildFailed."""
    board, family = BOARDS[name]
    where = sources()
    micropython, folder = where / "micropython", CACHE / f"build-{name}"
    jobs = f"-j{os.cpu_count() or 1}"
    stamps = {
        "SOURCE_DATE_EPOCH": EPOCH_S,
        "MICROPY_GIT_TAG": MICROPYTHON,
        "MICROPY_GIT_HASH": "debian",
    }
    if not (micropython / "mpy-cross/build/mpy-cross").exists():
        say("mpy-cross", "compiling")
        run("make", "-C", micropython / "mpy-cross", jobs)
    say(name, "compiling (the first time minutes, then seconds)")
    run(
        *("cmake", "-S", micropython / "ports/rp2", "-B", folder),
        *("-DCMAKE_BUILD_TYPE=MinSizeRel", "-DPICO_NO_PICOTOOL=1"),
        f"-DPICO_SDK_PATH_OVERRIDE={where}/packages/usr/src/pico-sdk",
        f"-DMICROPY_BOARD={board}",
        f"-DMICROPY_BOARD_DIR={tree}/firmware/pico/{board}",
        f"-DACUPACER_GENERATED={tree}/generated/{name}",
        f"-DACUPACER_CACHE={CACHE}",
        **stamps,
    )
    run("make", "-C", folder, jobs, **stamps)
    program = (folder / "firmware.bin").read_bytes()
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / "firmware.elf", kept / f"{name}.elf")
    image = uf2.write(program, uf2.FLASH_START, family, has_e10_block=family != uf2.RP2040)
    (kept / f"{name}.uf2").write_bytes(image)


def main() -> None:
    """Make what is not there and put both images into dist."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        LOG.write_text("", encoding="utf-8")
        compiler = check_tools()
        say("tools", f"arm-none-eabi-gcc {compiler}")
        tree = stage_sources()
        kept = CACHE / "images" / digest(tree, compiler)
        DIST.mkdir(exist_ok=True)
        for name in BOARDS:
            if not (kept / f"{name}.uf2").exists():
                build(name, tree, kept)
            for kind in ("elf", "uf2"):
                image = DIST / f"acupacer-{name}-{__version__}.{kind}"
                shutil.copyfile(kept / f"{name}.{kind}", image)
            sha = hashlib.sha256(image.read_bytes()).hexdigest()
            size_kb = image.stat().st_size // 1024
            say(name, f"{image.relative_to(ROOT)}  {size_kb} KB  sha256 {sha[:16]}…")


if __name__ == "__main__":
    try:
        main()
    except BuildFailed as error:
        sys.exit(f"make firmware: {error}")
