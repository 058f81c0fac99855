"""Every command that a document shows works: it is run, or where it cannot be, parsed.

A command stands in a block fenced as ``sh`` or ``console`` or indented, notes behind ``#``.
Those of ``acupacer`` are run here, page by page, in an empty folder, against a device that
was used for a week; a routine that a page says to write is written. Of those that would play,
serve or wait, and of the device's own programs, their parser says whether it takes them. What
is the system's (``SYSTEM``) has to be spelt right and is parsed as shell.
"""

import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from acupacer.boards.pi import main as device
from acupacer_host import cli
from cli_rig import DEVICE_NOW, Rig
from click.testing import CliRunner
from history_lines import DAY_S, START_S, Writer

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "firmware" / "deploy"
sys.path.insert(0, str(DEPLOY))
spec = importlib.util.spec_from_file_location("acupacer_installer", DEPLOY / "__main__.py")
installer = importlib.util.module_from_spec(spec)
spec.loader.exec_module(installer)

FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(
    r"^ {4,}((?:sudo|acupacer|make|python3?|pipx|uv|export|\.venv)\b.*)$", re.M
)
OPERATORS = {"&&", "||", "|", ";", "&"}
REDIRECTS = {">", ">>", "<"}
# They play for minutes, serve until a key, or want a Pico in its loader.
NOT_RUN = {"demo", "simulate", "page", "flash"}
SYSTEM = (
    *("apt", "apt-get", "cd", "cp", "docker", "export", "fuser", "git", "journalctl", "ls"),
    *("mkdir", "mpremote", "npm", "pinctrl", "pip", "pipx", "printf", "reboot", "sha256sum"),
    *("scp", "ssh", "systemctl", "tee", "udevadm", "usermod", "uv"),
)


def documents():
    listed = subprocess.run(
        ["git", "ls-files", "README.md", "docs/*.md", "hardware/*.md", "packaging/*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    return [name for name in listed if name and (ROOT / name).is_file()]


def blocks(text):
    """(language, lines) of every fenced block."""
    return [(language, block.split("\n")[:-1]) for language, block in FENCE.findall(text)]


def shown(name):
    """Every line of shell that a document shows."""
    text = (ROOT / name).read_text(encoding="utf-8")
    found = INDENTED.findall(FENCE.sub("", text))
    for language, lines in blocks(text):
        if language in ("sh", "console"):
            found += [line.strip().removeprefix("$ ") for line in lines if line.strip()]
    return found


def simple_commands(line):
    """The words of each command in a line of shell, as its shell takes them apart.

    Without what only leads to it (sudo, -u NAME, NAME=VALUE) and where its output goes.
    """
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    found, words = [], iter(lexer)
    command = []
    for word in words:
        if word in OPERATORS:
            found.append(command)
            command = []
        elif word in REDIRECTS:
            next(words)
        else:
            command.append(word)
    return [bare for bare in map(without_leading, [*found, command]) if bare]


def without_leading(words):
    while words and (words[0] == "sudo" or re.match(r"[A-Z_]+=", words[0])):
        words = words[3:] if words[1:2] == ["-u"] else words[1:]
    return words


def fault_of(words):
    """What is wrong with a command, as far as its own parser can tell; "" nothing."""
    name, *arguments = words
    name = re.sub(r"^[\w.]+/bin/", "", name)  # of an environment
    if name == "acupacer":
        return fault_of_click(arguments)
    if name == "acupacer-device":
        of_setup = arguments[:1] == ["setup"]  # the installer's, whose options it takes
        return fault_of_parser((installer if of_setup else device)._parser(), arguments)
    if name in ("python", "python3"):
        return fault_of_python(arguments)
    if name == "make":
        known = re.findall(
            r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
        )
        return ", ".join(f"no target {word}" for word in arguments if word not in known)
    return "" if name in SYSTEM else f"no command {name}"


def fault_of_click(arguments):
    """Asked for help besides, it looks at every name and does nothing."""
    done = CliRunner().invoke(cli.cli, [*arguments, "--help"])
    return done.output.strip().removeprefix("acupacer: ") if done.exit_code else ""


def fault_of_parser(parser, arguments):
    try:
        parser.parse_args(arguments)
    except SystemExit as left:
        return "" if not left.code else f"{parser.prog} does not take {' '.join(arguments)}"
    return ""


def fault_of_python(arguments):
    if arguments[0] in ("-m", "-c"):
        return ""
    script = arguments[0]
    if script == "firmware/deploy" or script.endswith("acupacer_deploy"):
        return fault_of_parser(installer._parser(), arguments[1:])
    return "" if (ROOT / script).is_file() else f"no script {script}"


@pytest.mark.parametrize("name", documents())
def test_every_command_is_taken(name):
    for line in shown(name):
        for words in simple_commands(line):
            assert fault_of(words) == "", f"{name}: {line}"


def test_every_block_is_shell():
    text = "\n".join(line for name in documents() for line in shown(name))
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True)
    assert done.stderr == ""


@pytest.fixture
def week(monkeypatch, tmp_path):
    """An empty folder, and a device that was used on seven days until now."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EDITOR", "true")  # leaves what it is given as it is
    monkeypatch.delenv("VISUAL", raising=False)
    rig = Rig(monkeypatch, tmp_path / "home")
    monkeypatch.setenv("ACUPACER_PORT", "fake")
    writer = Writer()
    today = int(DEVICE_NOW.timestamp() - START_S) // DAY_S
    for day in range(today - 6, today + 1):
        writer.session(day)
    rig.has_history(writer.lines)
    return rig


@pytest.mark.parametrize(
    "name", [name for name in documents() if name == "README.md" or "/user/" in name]
)
def test_every_command_of_acupacer_runs(name, week, tmp_path):
    for language, lines in blocks((ROOT / name).read_text(encoding="utf-8")):
        routine = re.fullmatch(r"# .+ {2,}([a-z0-9-]+)", lines[0])
        if routine:
            Path(f"{routine[1]}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if language not in ("sh", "console"):
            continue
        for line in lines:
            for words in simple_commands(line):
                if words[0] == "acupacer" and not NOT_RUN.intersection(words):
                    done = week.run_unnamed(*words[1:])
                    assert done.exit_code == 0, f"{name}: {line}\n{done.output}"


def test_a_wrong_command_is_found():
    for line, fault in (
        ("sudo -u acupacer acupacer-device chek  # all", "acupacer-device does not take chek"),
        ("acupacer shwo a.json", "no command 'shwo'; did you mean show?"),
        ("acupacer push --replce a.json", "no such option --replce; did you mean --replace?"),
        ("make derive && make check", "no target derive"),
        ("sudo python3 firmware/deploy instal", "acupacer_deploy does not take instal"),
        ("python tools/no_such.py > /dev/null", "no script tools/no_such.py"),
        ("sudo sysemctl start acupacer", "no command sysemctl"),
    ):
        [found] = filter(None, map(fault_of, simple_commands(line)))
        assert found.startswith(fault)
