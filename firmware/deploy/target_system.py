"""The system an installation goes to, and the record of what the installer brought.

It lies below a root, so a folder can stand in for a whole system.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import patience

Run = Callable[[Sequence[str]], None]


class System:
    """The system below ``root``; commands are run by ``run`` (see ``run_on``).

    ``note`` keeps what the installer itself brought, in the file ``record``, so that only
    that is undone.
    """

    def __init__(self, root: Path, run: Run, record: str) -> None:
        self.root = root
        self.run = run
        self._where = record
        self._is_damage_told = False

    def path(self, name: str) -> Path:
        """Where the absolute path ``name`` of the system is."""
        return self.root / name.lstrip("/")

    def read(self, name: str) -> str:
        """The text of a file, "" when there is none."""
        try:
            return self.path(name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def make_folder(self, name: str) -> None:
        """Create a folder (0755) and those above it, noting the new ones."""
        for folder in self._missing(name):
            self.path(folder).mkdir(exist_ok=True)
            self.path(folder).chmod(0o755)
            self.note("folders", folder)

    def write(self, name: str, text: str, mode: int) -> None:
        """Replace a file whole, so that a power cut leaves the old or the new one."""
        self.make_folder(str(Path(name).parent))
        self._replace(name, text, mode)

    def noted(self, kind: str) -> list[str]:
        """What was noted under ``kind``, in order."""
        return list(self._record().get(kind, []))

    def note(self, kind: str, value: str) -> None:
        """Remember ``value`` under ``kind`` until the uninstall."""
        record = self._record()
        if value not in record.setdefault(kind, []):
            record[kind].append(value)
            self._save(record)

    def forget(self, kind: str) -> None:
        """Drop all that was noted under ``kind``."""
        record = self._record()
        if record.pop(kind, None) is not None:
            self._save(record)

    def _missing(self, name: str) -> list[str]:
        """The folders that are not there yet, ``name`` last."""
        folders = [name, *(str(folder) for folder in Path(name).parents)]
        return [folder for folder in reversed(folders) if not self.path(folder).is_dir()]

    def _replace(self, name: str, text: str, mode: int) -> None:
        part = self.path(name + ".acupacer-new")
        part.write_text(text, encoding="utf-8")
        part.chmod(mode)
        part.replace(self.path(name))

    def _record(self) -> dict[str, list[str]]:
        """The record; one that is damaged counts as empty, which is told once.

        The marked lines, links and files of ours are known without it, and must not stay
        because of it.
        """
        if not self.path(self._where).exists():
            return {}
        with suppress(ValueError):
            record: dict[str, list[str]] = json.loads(self.read(self._where))
            if _is_record(record):
                return record
        if not self._is_damage_told:
            self._is_damage_told = True
            print(
                f"{self._where} is damaged: what only it knew stays as it is (an account, "
                "groups, packages, words taken out of cmdline.txt)",
                file=sys.stderr,
            )
        return {}

    def _save(self, record: dict[str, list[str]]) -> None:
        if not self.path(self._where).parent.is_dir():
            for name in self._missing(str(Path(self._where).parent)):
                self.path(name).mkdir()
                self.path(name).chmod(0o755)
                record.setdefault("folders", []).append(name)
        self._replace(self._where, json.dumps(record, indent=1, sort_keys=True) + "\n", 0o644)


def _is_record(found: object) -> bool:
    return isinstance(found, dict) and all(
        isinstance(values, list) and all(isinstance(value, str) for value in values)
        for values in found.values()
    )


def run_on(root: Path) -> Run:
    """Runs commands on the system below ``root``: by chroot unless it is this one."""
    prefix = [] if root == Path("/") else ["chroot", str(root)]

    def run(command: Sequence[str]) -> None:
        words = [*prefix, *command]
        code = patience.run(words)
        if code:
            raise subprocess.CalledProcessError(code, words)

    return run
