"""The documents that come with this program, by reader, and files for others to read."""

from __future__ import annotations

from importlib import resources

READERS = ("user", "maker", "developer")  # the folders, and whom they are for


def names(reader: str) -> list[str]:
    """The documents for ``reader``, one of ``READERS``, sorted: what ``text`` takes."""
    files = (resources.files("acupacer_docs") / reader).iterdir()
    return sorted(file.name.removesuffix(".md") for file in files if file.name.endswith(".md"))


def every_name() -> list[str]:
    """The documents of all readers, in the order of ``READERS``; no name is there twice."""
    return [name for reader in READERS for name in names(reader)]


def text(name: str) -> str:
    """The document called ``name``, one of ``every_name()``, as Markdown."""
    reader = next(reader for reader in READERS if name in names(reader))
    folder = resources.files("acupacer_docs") / reader
    return (folder / f"{name}.md").read_text(encoding="utf-8")


def heading(name: str) -> str:
    """Its first heading."""
    return text(name).partition("\n")[0].lstrip("# ")


def schema() -> str:
    """The JSON Schema of routines documents, for editors."""
    folder = resources.files("acupacer_data")
    return (folder / "routines.schema.json").read_text(encoding="utf-8")


def udev_rule() -> str:
    """The rule that gives the port to whoever sits at a Linux computer."""
    folder = resources.files("acupacer_deploy") / "host"
    return (folder / "60-acupacer.rules").read_text(encoding="utf-8")
