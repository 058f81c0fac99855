"""Every relative link in the documents leads somewhere."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def documents():
    """Every tracked Markdown file, by its name from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [name for name in listed if name and (ROOT / name).is_file()]


def anchors(text):
    """The headings' anchors, made as GitHub makes them; a repeated one gets a number."""
    found = []
    for title in re.findall(r"^#+ +(.+?)\s*$", FENCE.sub("", text), re.MULTILINE):
        anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        again = sum(re.sub(r"-\d+$", "", other) == anchor for other in found)
        found.append(f"{anchor}-{again}" if again else anchor)
    return found


def leads_somewhere(link, path):
    """Whether a link of the document at ``path`` ends at a file, and at a heading of it."""
    name, _, anchor = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.is_relative_to(ROOT.resolve()) or not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text(encoding="utf-8"))


def broken(path):
    """The relative links of one document that lead nowhere."""
    links = LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8")))
    return [
        link
        for link in links
        if not re.match(r"[a-z]+:", link) and not leads_somewhere(link, path)
    ]


@pytest.mark.parametrize("name", documents())
def test_every_relative_link_resolves(name):
    assert broken(ROOT / name) == []


def test_broken_links_are_found(tmp_path, monkeypatch):
    monkeypatch.setitem(globals(), "ROOT", tmp_path)
    page = tmp_path / "a.md"
    page.write_text(
        "# One, two\n## Same\n## Same\n[x](#one-two) [x](a.md#same-1) [x](https://b.c/d)\n"
        "[x](#two) [x](gone.md) [x](../out.md)\n```\n[x](code.md)\n```\n",
        encoding="utf-8",
    )
    assert broken(page) == ["#two", "gone.md", "../out.md"]
