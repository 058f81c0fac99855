"""Build the Debian package for a Pi: ``acupacer_VERSION_all.deb``.

What it carries beside the program is the installer's own (firmware/deploy/plan.py); packaging
has what only dpkg asks for. The program is that of the last commit, and every file has its
date: the same inputs give the same bytes. Needs dpkg-deb, and PyPI for the modules that
Debian lacks. ``make release`` runs it.
"""

import gzip
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
DEPLOY = ROOT / "firmware" / "deploy"
sys.path.insert(0, str(DEPLOY))

import plan
from acupacer import __version__
from places import PACKAGED

FROM_PYPI = PACKAGING / "from-pypi.txt"
# The modules of each that are taken: a folder, or one file.
MODULES = {
    "adafruit_circuitpython_ssd1306": "adafruit_ssd1306.py",
    "adafruit_circuitpython_busdevice": "adafruit_bus_device/",
    "adafruit_circuitpython_framebuf": "adafruit_framebuf.py",
    "adafruit_blinka": "micropython/",
}
# Boards that are not a Pi.
LEFT_OUT = ("pico", "sim", "web")
AS_THEY_ARE = ("acupacer-device", "acupacer.rtupdate", "lintian-overrides")
SCRIPTS = ("preinst", "postinst", "prerm", "postrm")
DOC = "/usr/share/doc/acupacer"
Files = dict[str, tuple[bytes, int]]  # path -> (content, mode)


def git(*words: str) -> bytes:
    """What git says about this checkout. Raises CalledProcessError."""
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True).stdout


def committed() -> Files:
    """Every file of the last commit. Raises CalledProcessError."""
    files: Files = {}
    with tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", "HEAD"))) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                files[member.name] = (file.read(), 0o755 if member.mode & 0o100 else 0o644)
    return files


def program() -> Files:
    """The device's program, its data, its installer, and names that drivers ask for."""
    return {
        f"{PACKAGED}/{place}": (data, 0o644)
        for name, (data, _) in committed().items()
        if (place := place_of(PurePath(name)))
    }


def place_of(path: PurePath) -> str:
    """Where the package has a file of the checkout, below its own folder; "": nowhere."""
    match path.parts:
        case "firmware", "acupacer", *rest if path.suffix == ".py":
            return "" if set(rest) & set(LEFT_OUT) else "/".join(("acupacer", *rest))
        case "shared", ("__init__.py" | "routines.json") as name:
            return f"acupacer_data/{name}"
        # Of its files the unit alone: the others dpkg puts in their places itself.
        case ("firmware", "deploy", "files", "acupacer.service"):
            return "acupacer_deploy/files/acupacer.service"
        case "firmware", "deploy", name if path.suffix == ".py":
            return f"acupacer_deploy/{name}"
        case "packaging", "annotations", name if path.suffix == ".py":
            return name
    return ""


def from_pypi() -> tuple[Files, str]:
    """The modules that Debian lacks, and the paragraphs of their licences. Blocks: seconds."""
    files: Files = {}
    paragraphs = []
    with tempfile.TemporaryDirectory() as folder:
        pip = (
            sys.executable,
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
        )
        exact = ("--no-deps", "--only-binary=:all:", "--require-hashes")
        subprocess.run([*pip, *exact, "--dest", folder, "--requirement", FROM_PYPI], check=True)
        for wheel in sorted(Path(folder).glob("*.whl")):
            module = MODULES[wheel.name.split("-")[0]]
            with zipfile.ZipFile(wheel) as archive:
                names = [
                    name
                    for name in archive.namelist()
                    if name.startswith(module) and name.endswith(".py")
                ]
                [licence] = [name for name in archive.namelist() if name.endswith("/LICENSE")]
                files |= {f"{PACKAGED}/{name}": (archive.read(name), 0o644) for name in names}
                text = archive.read(licence).decode("utf-8")
            paragraphs.append(
                licence_paragraph(f"{PACKAGED}/{module.replace('/', '/*')}", text)
            )
    return files, "\n".join(paragraphs)


def licence_paragraph(files: str, text: str) -> str:
    """Of Debian's copyright file: who has the rights on ``files``, by a licence's ``text``."""
    holders = re.findall(r"^\s*Copyright \(c\) (.*)$", text, re.MULTILINE)
    after = text[text.index("Permission is hereby granted") :].strip()
    lines = [f" {line.strip()}" if line.strip() else " ." for line in after.splitlines()]
    copyrights = "\n           ".join(holders)
    name = re.sub(r"\W+", "-", files.removeprefix(PACKAGED)).strip("-")
    licence = f"Expat-{name}" if name else "Expat"
    return (
        f"Files: {files.lstrip('/')}\nCopyright: {copyrights}\nLicense: {licence}\n"
        + "\n".join(lines)
        + "\n"
    )


def changelog(epoch_s: int, maintainer: str) -> str:
    """What Debian's tools read; what people read lies beside it."""
    return (
        f"acupacer ({__version__}) stable; urgency=medium\n\n"
        "  * What is new is told in NEWS.gz.\n\n"
        f" -- {maintainer}  {formatdate(epoch_s)}\n"
    )


def notes() -> str:
    """What CHANGELOG.md says of this version, without its heading. Raises ValueError."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        heading, _, body = part.partition("\n")
        if heading.split()[0] == __version__:
            return body.strip() + "\n"
    raise ValueError(f"CHANGELOG.md has no part on {__version__}")


def described(name: str, **values: object) -> str:
    """A file of packaging with its values put in."""
    text = (PACKAGING / name).read_text(encoding="utf-8")
    for key, value in {"VERSION": __version__, **values}.items():
        text = text.replace(f"@{key}@", str(value))
    return text


def contents(epoch_s: int) -> Files:
    """Every file of the package."""
    modules, paragraphs = from_pypi()
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    head = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
    copyright_ = f"{head}\n{licence_paragraph('*', licence)}\n{paragraphs}"
    [maintainer] = re.findall(r"^Maintainer: (.*)$", described("control"), re.MULTILINE)
    script, hook, overrides = (PACKAGING / name for name in AS_THEY_ARE)
    return {
        **program(),
        **modules,
        **{name: (text.encode(), mode) for name, (text, mode) in plan.packaged_files().items()},
        "/usr/bin/acupacer-device": (script.read_bytes(), 0o755),
        "/usr/share/python3/runtime.d/acupacer.rtupdate": (hook.read_bytes(), 0o755),
        "/usr/share/man/man8/acupacer-device.8.gz": (
            packed(described("acupacer-device.8")),
            0o644,
        ),
        "/usr/share/lintian/overrides/acupacer": (overrides.read_bytes(), 0o644),
        f"{DOC}/changelog.gz": (packed(changelog(epoch_s, maintainer)), 0o644),
        f"{DOC}/NEWS.gz": (packed(notes()), 0o644),
        f"{DOC}/copyright": (copyright_.encode(), 0o644),
    }


def packed(text: str) -> bytes:
    """Compressed, without a date."""
    return gzip.compress(text.encode(), mtime=0)


def control_files(files: Files) -> Iterator[tuple[str, str, int]]:
    """What dpkg reads itself: (name, text, mode)."""
    kib = sum(-(-len(data) // 1024) for data, _ in files.values())
    yield "control", described("control", KIB=kib), 0o644
    for name in SCRIPTS:
        yield name, described(name), 0o755
    # File names without a slash, two blanks: what md5sum writes.
    sums = [(hashlib.md5(data).hexdigest(), name[1:]) for name, (data, _) in files.items()]
    yield "md5sums", "".join(f"{md5}  {name}\n" for md5, name in sorted(sums)), 0o644


def build(out: Path, epoch_s: int) -> Path:
    """Write the package into the folder ``out``; its path. Blocks: seconds.

    ``epoch_s``: the date of everything in it. Raises CalledProcessError.
    """
    package = out / f"acupacer_{__version__}_all.deb"
    files = contents(epoch_s)
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        for name, (data, mode) in files.items():
            _write(tree / name.lstrip("/"), data, mode)
        for name, text, mode in control_files(files):
            _write(tree / "DEBIAN" / name, text.encode(), mode)
        for path in (tree, *tree.rglob("*")):
            if path.is_dir():
                path.chmod(0o755)
            os.utime(path, (epoch_s, epoch_s))
        command = ("dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=1", "--build")
        subprocess.run(
            [*command, tree, package],
            check=True,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "SOURCE_DATE_EPOCH": str(epoch_s)},
        )
    return package


def _write(path: Path, data: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    path.chmod(mode)


if __name__ == "__main__":
    if shutil.which("dpkg-deb") is None:
        sys.exit("the package is built by dpkg-deb: use Debian 12 or 13")
    where = ROOT / "dist"
    where.mkdir(exist_ok=True)
    made = build(where, int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600")))
    print(f"{made.relative_to(ROOT)}  {made.stat().st_size // 1024} KB")
