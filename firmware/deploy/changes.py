"""The kinds of change an installation is made of, each one checkable and reversible.

A change knows whether it ``is_done``, can ``describe`` itself in one line, ``apply``
itself and be undone (``undo``). All paths are absolute as on the target system and are
looked up below its root (``target_system``).
"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from target_system import System

# How the first line of every unit of ours begins, of 0.1 too.
MARKS = (b"# Written by acupacer's installer", b"# Written by the acupacer installer")
BEGIN = "# >>> acupacer (written by its installer; changes between these lines are lost) >>>"
END = "# <<< acupacer <<<"


class Change:
    """One step; the base of all kinds."""

    def remark(self, system: System) -> str:
        """What is somebody else's and stays as it is, in words; "": nothing."""
        return ""

    def is_done(self, system: System) -> bool:
        """Whether there is nothing to do."""
        raise NotImplementedError

    def describe(self, system: System) -> list[str]:
        """What ``apply`` would do, one line each."""
        raise NotImplementedError

    def apply(self, system: System) -> None:
        """Do it."""
        raise NotImplementedError

    def undo_lines(self, system: System) -> list[str]:
        """What ``undo`` would do, one line each; none when there is nothing."""
        raise NotImplementedError

    def undo(self, system: System) -> None:
        """Put things back."""
        raise NotImplementedError


class WriteFile(Change):
    """A file of ours. ``keep``: one that exists is the user's and stays as it is."""

    def __init__(self, name: str, text: str, mode: int = 0o644, keep: bool = False) -> None:
        self.name, self.text, self.mode, self.keep = name, text, mode, keep

    def is_done(self, system: System) -> bool:
        """Same text and mode, or kept."""
        path = system.path(self.name)
        if not path.is_file():
            return False
        is_same = (
            system.read(self.name) == self.text and path.stat().st_mode & 0o777 == self.mode
        )
        return self.keep or is_same

    def describe(self, system: System) -> list[str]:
        """Name, mode and size."""
        verb = "replace" if system.path(self.name).exists() else "write"
        return [f"{verb} {self.name} ({self.mode:04o}, {len(self.text.splitlines())} lines)"]

    def apply(self, system: System) -> None:
        """Write it."""
        system.write(self.name, self.text, self.mode)

    def undo_lines(self, system: System) -> list[str]:
        """The file goes, a kept one too."""
        return [f"delete {self.name}"] if system.path(self.name).exists() else []

    def undo(self, system: System) -> None:
        """Delete it."""
        system.path(self.name).unlink()


class WriteLink(Change):
    """A symbolic link of ours."""

    def __init__(self, name: str, target: str) -> None:
        self.name, self.target = name, target

    def is_done(self, system: System) -> bool:
        """It is there and points where it should."""
        path = system.path(self.name)
        return path.is_symlink() and str(path.readlink()) == self.target

    def describe(self, system: System) -> list[str]:
        """Both ends."""
        return [f"link {self.name} -> {self.target}"]

    def apply(self, system: System) -> None:
        """Make it."""
        system.make_folder(str(Path(self.name).parent))
        system.path(self.name).unlink(missing_ok=True)
        system.path(self.name).symlink_to(self.target)

    def undo_lines(self, system: System) -> list[str]:
        """The link goes."""
        return [f"delete {self.name}"] if self.is_done(system) else []

    def undo(self, system: System) -> None:
        """Delete it."""
        system.path(self.name).unlink()


class Absent(Change):
    """A file or link of ours from an earlier installation that is not wanted now."""

    def __init__(self, name: str) -> None:
        self.name = name

    def is_done(self, system: System) -> bool:
        """It is not there."""
        path = system.path(self.name)
        return not (path.exists() or path.is_symlink())

    def describe(self, system: System) -> list[str]:
        """Its name."""
        return [f"delete {self.name}"]

    def apply(self, system: System) -> None:
        """Delete it."""
        system.path(self.name).unlink()

    def undo_lines(self, system: System) -> list[str]:
        """Nothing to put back."""
        return []

    def undo(self, system: System) -> None:
        """Nothing to do."""


class Unit(Change):
    """A change of a unit's file, which stays as it is where it is the administrator's.

    That is a mask, whose purpose is that nothing starts the unit, and any file without our
    first line.
    """

    def __init__(self, change: WriteFile | Absent) -> None:
        self._change, self.name = change, change.name

    def remark(self, system: System) -> str:
        """Whose it is, and how to have ours."""
        path = system.path(self.name)
        if path.is_symlink() and str(path.readlink()) == "/dev/null":
            unit = Path(self.name).name
            return f"{unit} is masked and stays so; to have it start: systemctl unmask {unit}"
        if path.is_symlink() or (path.exists() and not path.read_bytes().startswith(MARKS)):
            return f"{self.name} is not from this installer and stays; to have ours: delete it"
        return ""

    def is_done(self, system: System) -> bool:
        """It is, or is not to be done."""
        return bool(self.remark(system)) or self._change.is_done(system)

    def describe(self, system: System) -> list[str]:
        """As the change itself."""
        return self._change.describe(system)

    def apply(self, system: System) -> None:
        """As the change itself."""
        self._change.apply(system)

    def undo_lines(self, system: System) -> list[str]:
        """As the change itself, of a file of ours."""
        return [] if self.remark(system) else self._change.undo_lines(system)

    def undo(self, system: System) -> None:
        """As the change itself."""
        self._change.undo(system)


class Block(Change):
    """Marked lines at the end of a file that belongs to the system."""

    def __init__(self, name: str, lines: Sequence[str]) -> None:
        self.name = name
        self._text = "\n".join([BEGIN, *lines, END]) + "\n"

    def is_done(self, system: System) -> bool:
        """The very block is in the file."""
        return self._text in system.read(self.name)

    def describe(self, system: System) -> list[str]:
        """Every line."""
        lines = self._text.splitlines()
        return [f"add to {self.name}:", *(f"    {line}" for line in lines)]

    def apply(self, system: System) -> None:
        """Put the block at the end, in place of an older one."""
        rest = self._rest(system)
        if rest and not rest.endswith("\n"):
            rest += "\n"
        self._write(system, rest + self._text)

    def undo_lines(self, system: System) -> list[str]:
        """The block goes, the rest of the file stays."""
        if BEGIN in system.read(self.name):
            return [f"remove our lines from {self.name}"]
        return []

    def undo(self, system: System) -> None:
        """Take the block out."""
        self._write(system, self._rest(system))

    def _rest(self, system: System) -> str:
        pattern = re.escape(BEGIN) + ".*?" + re.escape(END) + "\n?"
        return re.sub(pattern, "", system.read(self.name), flags=re.DOTALL)

    def _write(self, system: System, text: str) -> None:
        path = system.path(self.name)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        system.write(self.name, text, mode)


class WithoutWords(Change):
    """A one-line file (cmdline.txt) without the words that match ``pattern``."""

    def __init__(self, name: str, pattern: str) -> None:
        self.name, self._pattern = name, pattern

    def is_done(self, system: System) -> bool:
        """No such word is left."""
        return not self._found(system)

    def describe(self, system: System) -> list[str]:
        """The words."""
        return [f"remove {word} from {self.name}" for word in self._found(system)]

    def apply(self, system: System) -> None:
        """Take them out, noting them."""
        for word in self._found(system):
            system.note(self.name, word)
        words = [word for word in self._words(system) if not re.fullmatch(self._pattern, word)]
        self._write(system, words)

    def undo_lines(self, system: System) -> list[str]:
        """They come back, at the front."""
        return [f"put {word} back into {self.name}" for word in system.noted(self.name)]

    def undo(self, system: System) -> None:
        """Put them back."""
        self._write(system, [*system.noted(self.name), *self._words(system)])
        system.forget(self.name)

    def _words(self, system: System) -> list[str]:
        return system.read(self.name).split()

    def _found(self, system: System) -> list[str]:
        return [word for word in self._words(system) if re.fullmatch(self._pattern, word)]

    def _write(self, system: System, words: list[str]) -> None:
        mode = system.path(self.name).stat().st_mode & 0o777
        system.write(self.name, " ".join(words) + "\n", mode)


class Folder(Change):
    """A folder that programs of ours fill, gone with all in it at the uninstall."""

    def __init__(self, name: str) -> None:
        self.name = name

    def is_done(self, system: System) -> bool:
        """It is not made here: whoever fills it does that."""
        return True

    def describe(self, system: System) -> list[str]:
        """Nothing to do."""
        return []

    def apply(self, system: System) -> None:
        """Nothing to do."""

    def undo_lines(self, system: System) -> list[str]:
        """It goes with all in it."""
        return [f"delete {self.name} and all in it"] if system.path(self.name).exists() else []

    def undo(self, system: System) -> None:
        """Delete it."""
        shutil.rmtree(system.path(self.name))
