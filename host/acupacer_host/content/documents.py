"""The documents that come with this program: its guides, and a rule for Linux."""

from __future__ import annotations

from importlib import resources


def names() -> list[str]:
    """What ``text`` takes, sorted."""
    files = resources.files("acupacer_docs").iterdir()
    return sorted(file.name.removesuffix(".md") for file in files if file.name.endswith(".md"))


def text(name: str) -> str:
    """The document called ``name``, one of ``names()``, as Markdown."""
    return (resources.files("acupacer_docs") / f"{name}.md").read_text(encoding="utf-8")


def heading(name: str) -> str:
    """Its first heading."""
    return text(name).partition("\n")[0].lstrip("# ")


def udev_rule() -> str:
    """The rule that gives the port to whoever sits at a Linux computer."""
    folder = resources.files("acupacer_deploy") / "host"
    return (folder / "60-acupacer.rules").read_text(encoding="utf-8")
