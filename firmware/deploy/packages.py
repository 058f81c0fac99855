"""Changes made by other programs: apt, useradd, venv and pip.

Whether one is done is read from the files those programs keep, never asked of them.
"""

import hashlib
import shutil
from pathlib import Path

from changes import Change
from target_system import System

USERS, MEMBERSHIPS = "users", "memberships"  # noted; packaging/postrm looks for them
VENV = "/opt/acupacer/venv"
MAKE_VENV = ["/usr/bin/python3", "-m", "venv", "--clear", "--system-site-packages", VENV]
SOURCE = "/opt/acupacer/source"
# What a checkout is built from; tests and the user's own files stay out.
FILES = ("pyproject.toml", "setup.py", "README.md", "LICENSE")
PARTS = (*FILES, "docs", "firmware", "host", "shared")
LITTER = shutil.ignore_patterns("__pycache__", "*.pyc", "*.egg-info", ".*")


class AptPackages(Change):
    """Debian packages; those that were missing are given back to apt at the uninstall."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names

    def is_done(self, system: System) -> bool:
        """All are installed."""
        return not self._missing(system)

    def describe(self, system: System) -> list[str]:
        """The commands."""
        names = " ".join(self._missing(system))
        return ["run apt-get update", f"run apt-get install {names}"]

    def apply(self, system: System) -> None:
        """Install what is missing."""
        missing = self._missing(system)
        apt = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet", "--yes")
        system.run([*apt, "update"])
        system.run([*apt, "install", "--no-install-recommends", *missing])
        for name in missing:
            system.note("packages", name)

    def undo_lines(self, system: System) -> list[str]:
        """They are marked, not removed: other things may need them by now."""
        names = " ".join(system.noted("packages"))
        return [f"run apt-mark auto {names} (apt autoremove deletes what nobody needs)"] * bool(
            names
        )

    def undo(self, system: System) -> None:
        """Mark them as not wanted for their own sake."""
        system.run(["apt-mark", "auto", *system.noted("packages")])
        system.forget("packages")

    def _missing(self, system: System) -> list[str]:
        return [name for name in self._names if not is_installed(system, name)]


def is_installed(system: System, package: str) -> bool:
    """Whether dpkg has ``package`` installed and set up."""
    name = ""
    for line in system.read("/var/lib/dpkg/status").splitlines():
        if line.startswith("Package: "):
            name = line.removeprefix("Package: ")
        elif line == "Status: install ok installed" and name == package:
            return True
    return False


class Group(Change):
    """A system group, there already on Raspberry Pi OS."""

    def __init__(self, name: str) -> None:
        self._name = name

    def is_done(self, system: System) -> bool:
        """The group exists."""
        return has_entry(system, "/etc/group", self._name)

    def describe(self, system: System) -> list[str]:
        """The command."""
        return [f"run groupadd --system {self._name}"]

    def apply(self, system: System) -> None:
        """Make it."""
        system.run(["groupadd", "--system", self._name])
        system.note("groups", self._name)

    def undo_lines(self, system: System) -> list[str]:
        """Only a group we made goes."""
        return [f"run groupdel {self._name}"] if self._name in system.noted("groups") else []

    def undo(self, system: System) -> None:
        """Delete it."""
        system.run(["groupdel", self._name])


class User(Change):
    """The service's own user and group, without a login; ``groups``: what it may use.

    An account that was there before is somebody else's: it only gets the groups.
    """

    def __init__(self, name: str, home: str, groups: tuple[str, ...]) -> None:
        self._name, self._groups = name, groups
        self._command = [
            "useradd",
            "--system",
            "--user-group",
            "--groups",
            ",".join(groups),
            "--home-dir",
            home,
            "--no-create-home",
            "--shell",
            "/usr/sbin/nologin",
            name,
        ]

    def remark(self, system: System) -> str:
        """That the account is not ours and somebody may log in to it."""
        shell = (entry(system, "/etc/passwd", self._name) or [""])[-1]
        if self._is_ours(system) or Path(shell).name in ("", "nologin", "false"):
            return ""
        return (
            f"the account {self._name} was there before, with a login ({shell}): the service "
            "runs as it, and it stays when acupacer goes"
        )

    def is_done(self, system: System) -> bool:
        """The user exists, in all groups."""
        return has_entry(system, "/etc/passwd", self._name) and not self._missing(system)

    def describe(self, system: System) -> list[str]:
        """The command."""
        return ["run " + " ".join(self._to_have(system))]

    def apply(self, system: System) -> None:
        """Make it, or add to its groups."""
        is_there, missing = has_entry(system, "/etc/passwd", self._name), self._missing(system)
        system.run(self._to_have(system))
        if not is_there:
            system.note(USERS, self._name)
        for group in missing * is_there:
            system.note(MEMBERSHIPS, f"{self._name}:{group}")

    def undo_lines(self, system: System) -> list[str]:
        """A user that we made goes, and its group with it; another leaves our groups."""
        return ["run " + " ".join(command) for command in self._to_undo(system)]

    def undo(self, system: System) -> None:
        """Delete it, or take it out of the groups."""
        for command in self._to_undo(system):
            system.run(command)
        system.forget(USERS)
        system.forget(MEMBERSHIPS)

    def _is_ours(self, system: System) -> bool:
        return self._name in system.noted(USERS)

    def _missing(self, system: System) -> list[str]:
        """The groups that it is not in."""
        return [
            group
            for group in self._groups
            if self._name not in (entry(system, "/etc/group", group) or [""])[-1].split(",")
        ]

    def _to_have(self, system: System) -> list[str]:
        if not has_entry(system, "/etc/passwd", self._name):
            return self._command
        missing = ",".join(self._missing(system))
        return ["usermod", "--append", "--groups", missing, self._name]

    def _to_undo(self, system: System) -> list[list[str]]:
        if not has_entry(system, "/etc/passwd", self._name):
            return []
        if self._is_ours(system):
            return [["userdel", self._name]]
        added = [noted.partition(":")[2] for noted in system.noted(MEMBERSHIPS)]
        return [["gpasswd", "--delete", self._name, group] for group in added]


def has_entry(system: System, table: str, name: str) -> bool:
    """Whether a line of /etc/passwd or /etc/group is about ``name``."""
    return bool(entry(system, table, name))


def entry(system: System, table: str, name: str) -> list[str]:
    """The fields of the line of /etc/passwd or /etc/group about ``name``; none: []."""
    for line in system.read(table).splitlines():
        if line.startswith(name + ":"):
            return line.split(":")
    return []


class Program(Change):
    """The program in a venv that sees apt's packages (lgpio), from a wheel or a checkout.

    ``source``: the wheel's file or the checkout's folder.
    """

    def __init__(self, source: Path) -> None:
        self._source = source

    def is_done(self, system: System) -> bool:
        """The same source was installed for the same Python."""
        return system.noted("source") == [self._state(system)] and _has_venv(system)

    def describe(self, system: System) -> list[str]:
        """The commands."""
        venv = [] if _has_venv(system) else ["run " + " ".join(MAKE_VENV)]
        return [*venv, *(f"run {' '.join(command)}" for command in self._pip())]

    def apply(self, system: System) -> None:
        """Make the venv if need be, install into it from a copy of the source."""
        system.forget("source")
        system.make_folder(str(Path(VENV).parent))
        if not _has_venv(system):
            system.run(MAKE_VENV)
        copy = system.path(SOURCE)
        shutil.rmtree(copy, ignore_errors=True)
        self._copy(copy)
        for command in self._pip():
            system.run(command)
        shutil.rmtree(copy)
        system.note("source", self._state(system))

    def undo_lines(self, system: System) -> list[str]:
        """The folder it is in goes whole."""
        return []

    def undo(self, system: System) -> None:
        """Nothing to do."""

    def _pip(self) -> list[list[str]]:
        """Once with all it needs, once more for a source that changed under one version."""
        target = SOURCE if self._source.is_dir() else f"{SOURCE}/{self._source.name}"
        pip = [f"{VENV}/bin/python", "-m", "pip", "--quiet", "--no-input", "--no-cache-dir"]
        return [
            [*pip, "install", f"{target}[pi]"],
            [*pip, "install", "--force-reinstall", "--no-deps", target],
        ]

    def _copy(self, to: Path) -> None:
        to.mkdir(parents=True)
        if self._source.is_file():
            shutil.copy(self._source, to)
            return
        for name in PARTS:
            part = self._source / name
            if part.is_dir():
                shutil.copytree(part, to / name, ignore=LITTER)
            elif part.is_file():
                shutil.copy(part, to)

    def _state(self, system: System) -> str:
        """A hash of the source, and the Python it is installed for."""
        digest = hashlib.sha256()
        for path in self._files():
            digest.update(str(path.relative_to(self._source.parent)).encode() + b"\0")
            digest.update(path.read_bytes())
        return f"{digest.hexdigest()} {python_of(system)}"

    def _files(self) -> list[Path]:
        if self._source.is_file():
            return [self._source]
        files = []
        for name in PARTS:
            part = self._source / name
            inside = sorted(part.rglob("*")) if part.is_dir() else [part]
            files += [path for path in inside if path.is_file() and _is_source(path)]
        return files


def _is_source(path: Path) -> bool:
    parts = path.parts
    return not any(part == "__pycache__" or part.endswith(".egg-info") for part in parts)


def python_of(system: System) -> str:
    """The system's own Python, as ``python3.11``; "" when there is none."""
    path = system.path("/usr/bin/python3")
    return path.readlink().name if path.is_symlink() else ""


def _has_venv(system: System) -> bool:
    """A venv for the system's Python (after an upgrade of the system it is not)."""
    made_for = system.path(f"{VENV}/lib/{python_of(system)}")
    return made_for.is_dir() and system.path(f"{VENV}/bin/python").is_symlink()
