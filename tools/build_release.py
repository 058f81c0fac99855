"""Put a release together: ``dist/release``, a folder with all that one can take.

The wheel with the page in it, the source, the images for a Pico, the Debian package for a
Pi, notes, and the SHA-256 of each. Everything is made of the last commit, so nothing may be
changed beside it, and has its date: the same commit gives the same bytes. ``make release``
runs it after it built page and images.
"""

import gzip
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

import build_deb
from acupacer import __version__
from build_deb import Files, git

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "build" / "page"
DIST = ROOT / "dist"
RELEASE = DIST / "release"
BUILD_WITH = ROOT / "packaging" / "build-with.txt"
NOTES, SUMS = "NOTES.md", "SHA256SUMS"
NAME = f"acupacer-{__version__}"
IMAGES = (f"acupacer-pico-{__version__}.uf2", f"acupacer-pico2-{__version__}.uf2")


def source() -> Files:
    """Every file of the last commit, and the page."""
    tree = build_deb.committed()
    for path in sorted(PAGE.iterdir()):
        tree[f"build/page/{path.name}"] = (path.read_bytes(), 0o644)
    return tree


def build_wheel(tree: Files, out: Path, epoch_s: int) -> Path:
    """The wheel of ``tree``, in ``out``. Blocks: seconds. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (data, mode) in tree.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            path.chmod(mode)
        pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check")
        # An older pip hands the one on to the build, a newer one the other.
        limits = {"PIP_CONSTRAINT": BUILD_WITH, "PIP_BUILD_CONSTRAINT": BUILD_WITH}
        subprocess.run(
            [*pip, "--no-deps", "--wheel-dir", out, folder],
            check=True,
            env={
                **os.environ,
                **{name: str(path) for name, path in limits.items()},
                "SOURCE_DATE_EPOCH": str(epoch_s),
            },
        )
    [wheel] = out.glob("*.whl")
    return wheel


def write_source(tree: Files, out: Path, epoch_s: int) -> None:
    """``tree`` as a file that pip can build from."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, (data, mode) in sorted(tree.items()):
            member = tarfile.TarInfo(f"{NAME}/{name}")
            member.size, member.mode, member.mtime = len(data), mode, epoch_s
            archive.addfile(member, io.BytesIO(data))
    (out / f"{NAME}.tar.gz").write_bytes(gzip.compress(packed.getvalue(), mtime=epoch_s))


def metadata(wheel: Path) -> bytes:
    """A wheel's METADATA, which is a source's PKG-INFO."""
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("/METADATA")]
        return archive.read(name)


def notes() -> str:
    """What is in the folder, and what is new."""
    return build_deb.described(NOTES) + build_deb.notes()


def make(out: Path) -> None:
    """Fill the empty folder ``out``. Blocks: half a minute. Raises CalledProcessError."""
    epoch_s = int(git("log", "-1", "--format=%ct"))
    tree = source()
    wheel = build_wheel(tree, out, epoch_s)
    tree["PKG-INFO"] = (metadata(wheel), 0o644)
    write_source(tree, out, epoch_s)
    for name in IMAGES:
        shutil.copyfile(DIST / name, out / name)
    build_deb.build(out, epoch_s)
    (out / NOTES).write_text(notes(), encoding="utf-8")
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(out.iterdir())
    ]
    (out / SUMS).write_text("".join(sums), encoding="utf-8")


def main() -> None:
    """Make the folder anew, or say what is missing."""
    if changed := git("status", "--porcelain").decode():
        sys.exit(f"make release: commit these first, a release is made of a commit:\n{changed}")
    if shutil.which("dpkg-deb") is None:
        sys.exit("make release: the Debian package is built by dpkg-deb: use Debian 12 or 13")
    shutil.rmtree(RELEASE, ignore_errors=True)
    RELEASE.mkdir(parents=True)
    make(RELEASE)
    for path in sorted(RELEASE.iterdir()):
        print(f"{path.stat().st_size / 1e6:6.2f} MB  {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
