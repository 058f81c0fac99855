"""Every command with wrong arguments: one line that says what is wrong and how it is right."""

from pathlib import Path

import pytest
from acupacer_host.cli import COMMANDS
from acupacer_host.device import connection, transport
from acupacer_host.errors import PortError
from cli_rig import Rig

FAILED, USAGE = 1, 2
SEE = " (see acupacer {} --help)\n"

# What is typed, the exit code, and what the one line says.
WRONG = [
    ("shwo", USAGE, "no command 'shwo'; did you mean show? (see acupacer --help)"),
    ("histroy", USAGE, "no command 'histroy'; did you mean history?"),
    ("xyzzy", USAGE, "no command 'xyzzy' (see acupacer --help)"),
    ("--prot x info", USAGE, "no such option --prot; did you mean --port?"),
    ("info --prot x", USAGE, "no such option --prot; did you mean --port?"),
    ("--port", USAGE, "option '--port' requires an argument"),
    ("info --port", USAGE, "option '--port' requires an argument"),
    ("demo now", USAGE, "unexpected extra argument (now)"),
    ("demo --headles", USAGE, "did you mean --headless"),
    ("simulate --speed 0", USAGE, "0.0 is not in the range 0.01<=x<=1000"),
    ("simulate --speed fast", USAGE, "'fast' is not a valid float range"),
    ("simulate --speed nan --headless", USAGE, "--speed: nan is no number of times"),
    ("simulate --virtual", USAGE, "--virtual goes with --headless"),
    ("simulate --state words.txt", USAGE, "Directory 'words.txt' is a file"),
    ("simulate --routines none.txt", USAGE, "File 'none.txt' does not exist"),
    ("devices --jsn", USAGE, "did you mean --json"),
    ("info x", USAGE, "unexpected extra argument (x)"),
    ("status x", USAGE, "unexpected extra argument (x)"),
    ("doctor --report", USAGE, "option '--report' requires an argument"),
    ("doctor --report none/bug.txt", USAGE, "there is no folder none"),
    ("doctor --report bug.pdf", USAGE, "bug.pdf: name it .txt or .log; it is plain text"),
    ("doctor --session", USAGE, "--session goes with --report FILE"),
    ("flash none.uf2", USAGE, "File 'none.uf2' does not exist"),
    ("flash words.txt --drive none", USAGE, "Directory 'none' does not exist"),
    ("flash words.txt --drive .", FAILED, ".: is not the drive of a Pico in its loader"),
    ("clock --set now", USAGE, "unexpected extra argument (now)"),
    ("settings sond=off", USAGE, "'sond=off': no such name; did you mean sound?"),
    ("settings sound=loud", USAGE, "sound: 'loud' is no choice; choose from on, off"),
    ("settings sound", USAGE, "'sound': say what it is to be, as sound=VALUE"),
    ("settings =", USAGE, "'=': no such name; choose from sound, vibration"),
    ("profile pregnacy=no", USAGE, "did you mean pregnancy?"),
    ("profile pregnancy=maybe", USAGE, "pregnancy: 'maybe' is neither yes nor no"),
    ("validate", USAGE, "missing argument 'FILES...'"),
    ("validate words.json --jsn", USAGE, "did you mean --json"),
    ("diff", USAGE, "missing argument 'FILE'"),
    ("diff none.json", USAGE, "File 'none.json' does not exist"),
    ("diff words.txt none.json", USAGE, "File 'none.json' does not exist"),
    ("push none.json", USAGE, "File 'none.json' does not exist"),
    ("push .", USAGE, "File '.' is a directory"),
    ("push --dryrun", USAGE, "did you mean --dry-run"),
    ("pull", USAGE, "missing argument 'FILE'"),
    ("pull none/mine.json", USAGE, "there is no folder none"),
    ("pull .", USAGE, "'.' is a directory"),
    ("routines x", USAGE, "unexpected extra argument (x)"),
    ("show desk-brek", FAILED, "ab12: no routine 'desk-brek'; did you mean desk-break?"),
    ("show desk-break --udev-rule", USAGE, "--udev-rule goes without ID or FILE"),
    ("show desk-break --schema", USAGE, "--schema goes without ID or FILE"),
    ("show desk-break --txt", USAGE, "did you mean --text"),
    ("new", USAGE, "missing argument 'NAME'"),
    ("new A ☂", USAGE, "unexpected extra argument (☂)"),
    ("new words", FAILED, "words.txt is there already; name another, or edit that one"),
    ("add", USAGE, "missing argument 'FILES...'"),
    ("add none.txt", USAGE, "File 'none.txt' does not exist"),
    ("add --dryrun words.txt", USAGE, "did you mean --dry-run"),
    ("remove", USAGE, "missing argument 'IDS...'"),
    ("remove desk-brek", FAILED, "ab12: no routine 'desk-brek'; did you mean desk-break?"),
    ("edit", USAGE, "missing argument 'ROUTINE'"),
    ("edit desk-brek", FAILED, "ab12: no routine 'desk-brek'; did you mean desk-break?"),
    ("push --replce", USAGE, "did you mean --replace"),
    ("explain", USAGE, "missing argument 'ROUTINE'"),
    ("explain desk-brek", FAILED, "no routine 'desk-brek'; did you mean desk-break?"),
    ("explain x --file none.json", USAGE, "File 'none.json' does not exist"),
    ("preview full", FAILED, "ab12: no routine 'full'; did you mean full-back?"),
    ("preview xyzzy", FAILED, "ab12: no routine 'xyzzy'; it has hands-li4, hands-gb30"),
    ("preview hands-li4 --level -1", USAGE, "-1 is not in the range 0<=x<=100"),
    ("preview hands-li4 --picture x.doc", USAGE, "x.doc: name it .png or .pdf or .jpg"),
    ("open", USAGE, "missing argument 'ROUTINE'"),
    ("pause now", USAGE, "unexpected extra argument (now)"),
    ("stop now", USAGE, "unexpected extra argument (now)"),
    ("watch --for -1", USAGE, "-1.0 is not in the range x>=0"),
    ("screenshot", USAGE, "missing argument 'FILE'"),
    ("screenshot a.txt", USAGE, "a.txt: name it .png or .pdf or .jpg"),
    ("screenshot a", USAGE, "a: name it .png or .pdf or .jpg"),
    ("screenshot none/a.png", USAGE, "there is no folder none"),
    ("screenshot a.png --scale 0", USAGE, "0 is not in the range 1<=x<=20"),
    ("plan hands-li4", USAGE, "missing option '--at'"),
    ("plan hands-l --at 8:30", FAILED, "did you mean hands-li4"),
    ("plan hands-li4 --at 25:00", USAGE, "give a time as 08:30"),
    ("plan hands-li4 --at 8:30 --at 8:45", USAGE, "leave at least 32 minutes: 2 of hands-li4"),
    ("plan hands-li4 --at 0:10 --at 23:50", USAGE, "--at 23:50: the next comes too soon"),
    (
        "plan hands-li4" + 6 * " --at {}:00",
        USAGE,
        "6 sessions a day: the device opens",
    ),
    ("plan hands-li4 --at 8:30 --on mon,wde", USAGE, "'wde' is no day; did you mean wed?"),
    (
        "plan hands-li4 --at 8:30 --from 2026-01-01",
        USAGE,
        "2026-01-01 is over; today is",
    ),
    ("plan hands-li4 --at 8:30 --from soon", USAGE, "soon: give a day as 2026-01-31"),
    ("plan hands-li4 --at 8:30 --zone Mars", USAGE, "no such zone; give one as Europe/Berlin"),
    ("plan hands-li4 --at 8:30 --ics a.csv", USAGE, "a.csv: name it .ics; every calendar"),
    ("history --since 2099-01-01", USAGE, "2099-01-01 is in the future; today is 2026-02-01"),
    ("history --since mondey", USAGE, "'mondey' is no day; did you mean monday?"),
    (
        "history --since 32",
        USAGE,
        "'32' is no day; give a date (2026-01-31), days or",
    ),
    ("history --since 7d --week", USAGE, "--week and --since: give one of them"),
    ("history --last 0", USAGE, "0 is not in the range x>=1"),
    ("history --csv a.xlsx", USAGE, "a.xlsx: name it .csv or .txt; a spreadsheet opens it"),
    ("history --csv a.csv --json", USAGE, "--csv and --json: give one of them"),
    ("history --device ab12", USAGE, "--device goes with --offline"),
    ("history --offline", FAILED, "nothing was pulled yet; connect the device"),
    ("report", USAGE, "missing argument 'FILE'"),
    ("report a.pdf", USAGE, "a.pdf: name it .html or .htm; a browser that shows it prints it"),
    ("report a.html --since x", USAGE, "'x' is no day; give a date"),
    ("report a.html --offline", FAILED, "nothing was pulled yet"),
    ("replay none.log", USAGE, "File 'none.log' does not exist"),
    ("replay words.txt", FAILED, "words.txt: no session log: it does not begin with a session"),
    ("replay .", USAGE, "'.' is a directory"),
    ("card", USAGE, "missing argument 'FILE'"),
    ("card a.doc", USAGE, "a.doc: name it .png or .pdf or .jpg"),
    ("card a.pdf --file words.json", USAGE, "--file: say which ROUTINE of it"),
    ("card a.pdf ful-back", FAILED, "did you mean full-back or"),
    ("screens", USAGE, "missing option '--out'"),
    ("screens --out words.txt", USAGE, "Directory 'words.txt' is a file"),
    ("screens --out a --language xx", USAGE, "'xx' is not one of 'en', 'de'"),
    ("page --outt x", USAGE, "--out"),
    ("places heggu", FAILED, "no point 'heggu' is known; did you mean LI4?"),
    ("docs clii", FAILED, "no document 'clii'; did you mean cli?"),
    ("completion", USAGE, "missing argument '{bash|zsh|fish}'"),
    ("completion csh", USAGE, "'csh' is not one of 'bash', 'zsh', 'fish'"),
]
WITHOUT_DEVICE = (
    "demo",
    "page",
    "simulate",
    "validate",
    "new",
    "places",
    "screens",
    "docs",
    "completion",
)
COMPLETE = {
    "show": "show hands-li4",
    "add": "add factory.json",
    "edit": "edit hands-li4",
    "remove": "remove hands-li4",
    "push": "push",
    "pull": "pull a.json",
    "diff": "diff factory.json",
    "open": "open hands-li4",
    "explain": "explain hands-li4",
    "preview": "preview hands-li4",
    "plan": "plan hands-li4 --at 8:30",
    "screenshot": "screenshot a.png",
    "report": "report a.html",
    "card": "card a.pdf hands-li4",
}


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    monkeypatch.chdir(tmp_path)
    Path("words.txt").write_text("these are words")
    Path("words.json").write_text("{}")
    return Rig(monkeypatch, tmp_path)


def said(rig: Rig, line: str) -> tuple[int, str]:
    """The exit code, and the one line on standard error."""
    words = line.format(0, 2, 4, 6, 8, 10).split() if "{}" in line else line.split()
    result = rig.run(*words)
    assert result.stdout == ""
    assert result.stderr.startswith("acupacer: ")
    assert result.stderr.count("\n") == 1, result.stderr
    assert "Traceback" not in result.stderr
    return result.exit_code, result.stderr


@pytest.mark.parametrize(("line", "code", "words"), WRONG, ids=[row[0] for row in WRONG])
def test_wrong_arguments_are_said_in_one_line(
    rig: Rig, line: str, code: int, words: str
) -> None:
    exit_code, text = said(rig, line)
    assert words in text
    assert exit_code == code
    assert (" --help)\n" in text) == (code == USAGE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_not_know(rig: Rig, name: str) -> None:
    assert name in {row[0].split()[0] for row in WRONG}
    exit_code, text = said(rig, f"{name} --nonsense")
    assert exit_code == USAGE
    assert "no such option --nonsense" in text and text.endswith(SEE.format(name))


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {*WITHOUT_DEVICE, "devices", "doctor"}))
def test_every_command_says_that_its_port_is_not_there(
    rig: Rig, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(url: str) -> transport.Transport:
        raise PortError(f"{url}: no such port; acupacer devices lists those that exist")

    monkeypatch.setattr(connection, "open_transport", gone)
    Path("factory.json").write_bytes(rig.run("show").stdout_bytes)
    exit_code, text = said(rig, COMPLETE.get(name, name))
    assert exit_code == FAILED
    assert "fake: no such port; acupacer devices lists those that exist" in text
