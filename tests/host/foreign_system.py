"""Runs commands as they run on another system: ``python foreign_system.py SYSTEM FOLDER``.

For the modules of this project only: what the other system lacks is missing, ``sys.platform``
is its, and the terminal has its letters. Libraries are those of this system. Standard input has
the command lines, one a line; standard output gets a line of JSON for each: [exit code,
standard output, standard error]. A fake device is connected.
"""

import builtins
import io
import json
import os
import shlex
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "portable"), str(HERE.parent / "core")]

import pytest
import serial.tools.list_ports

UNIX_ONLY = set(
    """
    chown chroot ctermid fchmod fchown fdatasync fork forkpty getegid geteuid getgid getgroups
    getpgid getpgrp getpriority getsid getuid killpg lchown mkfifo mknod nice openpty
    posix_fadvise posix_spawn pread preadv pwrite readv sched_getaffinity sched_setaffinity
    sched_yield sendfile set_blocking get_blocking setpriority setsid setuid statvfs sync
    tcgetpgrp tcsetpgrp ttyname uname wait WEXITSTATUS WIFEXITED writev
    O_CLOEXEC O_DIRECTORY O_NOCTTY O_NOFOLLOW O_NONBLOCK O_SYNC
    """.split()  # noqa: SIM905
)
LINUX_ONLY = set(
    """
    copy_file_range eventfd fdatasync getrandom getxattr memfd_create pidfd_open posix_fadvise
    posix_fallocate sched_getaffinity sched_setaffinity setns splice unshare O_TMPFILE O_PATH
    """.split()  # noqa: SIM905
)


class System:
    """What a system lacks: whole modules, and names of others."""

    def __init__(
        self, platform: str, encoding: str, modules: set[str], names: dict[str, set[str]]
    ) -> None:
        self.platform, self.encoding = platform, encoding
        self.modules, self.names = modules, names


WINDOWS = System(
    "win32",
    "cp1252",
    {"fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"},
    {
        "os": UNIX_ONLY | LINUX_ONLY,
        "signal": {"SIGALRM", "SIGHUP", "SIGKILL", "SIGTSTP", "SIGUSR1", "SIGWINCH"},
        "socket": {"AF_UNIX", "AF_NETLINK"},
        "select": {"epoll", "kqueue", "poll"},
        "time": {"tzset", "clock_settime", "clock_gettime", "pthread_getcpuclockid"},
    },
)
MACOS = System(
    "darwin",
    "utf-8",
    {"spwd", "ossaudiodev"},
    {"os": LINUX_ONLY, "select": {"epoll"}, "socket": {"AF_NETLINK", "AF_PACKET"}},
)
SYSTEMS = {"windows": WINDOWS, "macos": MACOS}


class Other(ModuleType):
    """A module without some of its names, and with others in place of its own."""

    _real: ModuleType
    _missing: set[str]

    def __init__(self, real: ModuleType, missing: set[str], **names: object) -> None:
        super().__init__(real.__name__)
        self.__dict__.update(_real=real, _missing=missing, **names)

    def __getattr__(self, name: str) -> Any:
        if name in self._missing:
            raise AttributeError(f"module {self.__name__!r} has no {name!r} on this system")
        return getattr(self._real, name)


def pretend(system: System) -> None:
    """Have modules of this project find what ``system`` has."""
    real_import = builtins.__import__
    stand_ins = {
        name: Other(real_import(name), missing) for name, missing in system.names.items()
    }
    stand_ins["sys"] = Other(sys, set(), platform=system.platform)

    def find(
        name: str,
        globals: Any = None,
        locals: Any = None,
        fromlist: Any = (),
        level: int = 0,
    ) -> Any:
        module = real_import(name, globals, locals, fromlist, level)
        if level or not str((globals or {}).get("__name__", "")).startswith("acupacer"):
            return module
        if name in system.modules:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return stand_ins.get(name, module)

    builtins.__import__ = find


class Terminal(io.TextIOWrapper):
    """Standard output of a system's terminal, kept."""

    def __init__(self, encoding: str) -> None:
        self.raw_bytes = io.BytesIO()
        super().__init__(self.raw_bytes, encoding=encoding, newline="\r\n")

    def isatty(self) -> bool:
        return True

    def said(self) -> str:
        self.flush()
        return self.raw_bytes.getvalue().decode(self.encoding)


def run(line: str, encoding: str) -> list[Any]:
    """Exit code, standard output and standard error of one command.

    ``line`` may end in ``< FILE``.
    """
    from acupacer_host.cli import main

    out, err, code = Terminal(encoding), Terminal(encoding), 0
    words, _, source = line.partition(" < ")
    sys.argv = ["acupacer", *shlex.split(words)]
    sys.stdout, sys.stderr = out, err
    try:
        with open(source or os.devnull, encoding="utf-8") as sys.stdin:
            main()
    except SystemExit as ended:
        code = int(ended.code or 0)
    finally:
        sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    return [code, out.said(), err.said()]


def main() -> None:
    system, folder = SYSTEMS[sys.argv[1]], Path(sys.argv[2])
    lines = sys.stdin.read().splitlines()
    pretend(system)
    from cli_rig import Rig

    serial.tools.list_ports.comports = lambda: []
    os.chdir(folder)
    with pytest.MonkeyPatch.context() as monkeypatch:
        Rig(monkeypatch, folder)
        monkeypatch.setenv("EDITOR", "true")
        for line in lines:
            print(json.dumps(run(line, system.encoding)), flush=True)


if __name__ == "__main__":
    main()
