"""The folder as a whole: nothing missing, nothing else, the same bytes again."""

import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path

from acupacer import __version__

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import build_release

FILES = {
    "NOTES.md",
    "SHA256SUMS",
    f"acupacer-{__version__}-py3-none-any.whl",
    f"acupacer-{__version__}.tar.gz",
    f"acupacer-pico-{__version__}.uf2",
    f"acupacer-pico2-{__version__}.uf2",
    f"acupacer_{__version__}_all.deb",
}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_folder_has_what_its_notes_and_sums_name(release):
    assert {path.name for path in release.iterdir()} == FILES
    rows = [line.split("  ") for line in (release / "SHA256SUMS").read_text().splitlines()]
    assert dict(map(reversed, rows)) == {
        name: digest(release / name) for name in FILES - {"SHA256SUMS"}
    }
    notes = (release / "NOTES.md").read_text()
    assert all(f"`{name}`" in notes for name in FILES - {"NOTES.md"})
    assert "## What is new\n\n- " in notes and "@" not in notes.partition("## What")[0]


def test_the_source_is_the_commit_with_the_page_and_makes_the_very_wheel(
    release, wheel, tmp_path
):
    source = release / f"acupacer-{__version__}.tar.gz"
    epoch_s = int(build_release.git("log", "-1", "--format=%ct"))
    with tarfile.open(source) as archive:
        members = archive.getmembers()
        inside = {name.partition("/")[2] for name in archive.getnames()}
        archive.extractall(tmp_path / "source", filter="data")
    assert {member.mtime for member in members} == {epoch_s}
    tracked = set(
        build_release.git("ls-tree", "-r", "--name-only", "HEAD").decode().split("\n")
    )
    assert tracked - {""} <= inside and "build/page/index.html" in inside
    [folder] = (tmp_path / "source").iterdir()
    (tmp_path / "built").mkdir()
    tree = {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mode & 0o777)
        for path in folder.rglob("*")
        if path.is_file()
    }
    built = build_release.build_wheel(tree, tmp_path / "built", epoch_s)
    assert digest(built) == digest(wheel)


def test_a_release_is_made_of_a_commit_only(monkeypatch, capsys):
    monkeypatch.setattr(build_release, "git", lambda *words: b" M README.md\n")
    monkeypatch.setattr(build_release.shutil, "rmtree", lambda *words, **named: 1 / 0)
    try:
        build_release.main()
    except SystemExit as ended:
        assert "commit these first" in str(ended) and "README.md" in str(ended)
    else:
        raise AssertionError("it was made of what is not committed")


def test_sums_are_as_sha256sum_reads_them(release):
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=release, check=True)
