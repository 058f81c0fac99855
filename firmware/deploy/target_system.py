"""The system an installation goes to, and the record of what the installer brought.

It lies below a root, so a folder can stand in for a whole system.
"""

import json
import subprocess
from collections.abc import Callable, Sequence
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
        part = self.path(name + ".acupacer-new")
        part.write_text(text, encoding="utf-8")
        part.chmod(mode)
        part.replace(self.path(name))

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

    def _record(self) -> dict[str, list[str]]:
        record: dict[str, list[str]] = json.loads(self.read(self._where) or "{}")
        return record

    def _save(self, record: dict[str, list[str]]) -> None:
        path = self.path(self._where)
        if not path.parent.is_dir():
            for name in self._missing(str(Path(self._where).parent)):
                self.path(name).mkdir()
                self.path(name).chmod(0o755)
                record.setdefault("folders", []).append(name)
        path.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        path.chmod(0o644)


def run_on(root: Path) -> Run:
    """Runs commands on the system below ``root``: by chroot unless it is this one."""
    prefix = [] if root == Path("/") else ["chroot", str(root)]

    def run(command: Sequence[str]) -> None:
        words = [*prefix, *command]
        code = patience.run(words)
        if code:
            raise subprocess.CalledProcessError(code, words)

    return run
