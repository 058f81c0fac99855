"""What changes a device's set of routines: add, remove, edit, push; and what shows it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from acupacer_host.commands import edit
from acupacer_host.content import routine_files
from acupacer_host.content.validate import check_bytes
from acupacer_host.language import WORDS
from cli_rig import Rig

FACTORY = routine_files.packaged()
IDS = [entry.id for entry in check_bytes(FACTORY, "x").entries]
MINE = "# Evening   evening\nLI4   left, right   3 × 10–40 s\nST36   left   20 s\n"


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    monkeypatch.chdir(tmp_path)
    Path("mine.txt").write_text(MINE)
    return Rig(monkeypatch, tmp_path)


def ids(rig: Rig) -> list[str]:
    verdict = check_bytes(rig.stored(), "x")
    assert verdict.is_ok
    return [entry.id for entry in verdict.entries]


def routine(rig: Rig, name: str) -> dict[str, object]:
    found = {each["id"]: each for each in json.loads(rig.stored())["routines"]}
    return dict(found[name])


# --- add and remove ---------------------------------------------------------------


def test_add_keeps_what_is_there(rig: Rig) -> None:
    result = rig.run("add", "mine.txt")
    assert result.exit_code == 0, result.stderr
    assert ids(rig) == [*IDS, "evening"]
    assert result.stdout.splitlines()[:2] == [
        "changes against the built-in ones:",
        "  + evening",
    ]
    assert "ab12 has 9 routines" in result.stdout and "verified: SHA-256" in result.stdout
    before = {entry.id: entry.digest for entry in check_bytes(FACTORY, "x").entries}
    after = {entry.id: entry.digest for entry in check_bytes(rig.stored(), "x").entries}
    assert {name: after[name] for name in IDS} == before  # their very bytes


def test_add_again_puts_it_in_its_place_and_says_what_changed(rig: Rig) -> None:
    rig.run("add", "mine.txt")
    assert "has this file already" in rig.run("add", "mine.txt").stdout
    Path("more.txt").write_text("# More   more\nGB21 20 s\n")
    Path("mine.txt").write_text(MINE.replace("20 s", "30 s"))
    result = rig.run("add", "more.txt", "mine.txt")
    assert ids(rig) == [*IDS, "evening", "more"]
    assert "  ~ evening" in result.stdout
    assert "      steps[1].hold: 20 -> 30" in result.stdout


def test_add_takes_every_form(rig: Rig) -> None:
    Path("a.csv").write_text("Routine;Where;Reps;Hold from\nTable;LI4;3;15\n")
    Path("b.json").write_bytes(rig.run("show", "hands-li4", "--json").stdout_bytes)
    assert rig.run("add", "a.csv", "b.json", "mine.txt").exit_code == 0
    assert ids(rig) == [*IDS, "table", "evening"]


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"mine.txt": "# A\nLI4 999 s"}, "mine.txt: line 2, LI4, hold: 999 exceeds 180"),
        ({"mine.txt": MINE, "b.txt": MINE}, "evening is in b.txt and in mine.txt"),
        (
            {f"{n}.txt": f"# R   r-{n}\nLI4 9 s" for n in range(57)},
            "the whole set: routines: 65 routines exceed 64",
        ),
    ],
)
def test_add_refuses_what_a_device_would_not_take(
    rig: Rig, files: dict[str, str], words: str
) -> None:
    for name, text in files.items():
        Path(name).write_text(text)
    result = rig.run("add", *sorted(files))
    assert result.exit_code == 1
    assert words in result.stderr
    assert "othing was sent" in result.stderr or "give one of them" in result.stderr
    assert "routines.json" not in rig.bench.store.files


def test_a_place_is_one_place_in_the_whole_set(rig: Rig) -> None:
    Path("a.txt").write_text("@ knot: calf\n# A   a\nknot ball 20 s\n")
    Path("b.txt").write_text('@ knot: calf, "low"\n# B   b\nknot 20 s\n')
    Path("c.txt").write_text("@ knot: calf\n# C   c\nknot 20 s\n")
    assert rig.run("add", "a.txt", "c.txt").exit_code == 0
    result = rig.run("add", "b.txt")
    assert result.exit_code == 1
    assert "the place knot is another one in a, which is there already" in result.stderr
    assert ids(rig) == [*IDS, "a", "c"]
    assert len(json.loads(rig.stored())["places"]) == 1
    rig.run("remove", "a", "c")
    assert "places" not in json.loads(rig.stored())


def test_a_dry_run_changes_nothing(rig: Rig) -> None:
    assert "dry run: nothing was sent" in rig.run("add", "--dry-run", "mine.txt").stdout
    assert "dry run: nothing was sent" in rig.run("remove", "--dry-run", IDS[0]).stdout
    assert "routines.json" not in rig.bench.store.files


def test_remove(rig: Rig) -> None:
    result = rig.run("remove", "hands-li4", "desk-break")
    assert result.exit_code == 0
    assert "  - hands-li4" in result.stdout
    assert ids(rig) == [name for name in IDS if name not in ("hands-li4", "desk-break")]
    before = rig.stored()
    result = rig.run("remove", *ids(rig))
    assert result.exit_code == 1
    assert "would leave ab12 no routine. Nothing was sent" in result.stderr
    assert rig.stored() == before


def test_a_device_whose_file_has_faults_is_not_added_to(rig: Rig) -> None:
    rig.store(b'{"routines": []}')
    result = rig.run("add", "mine.txt")
    assert result.exit_code == 1
    assert "the device's file has faults; push a sound one" in result.stderr


@pytest.mark.parametrize("command", ["add mine.txt", "remove hands-li4", "push"])
def test_a_session_is_not_waited_for_when_asked(rig: Rig, command: str) -> None:
    rig.port.busy = 40
    result = rig.run(*command.split(), "--no-wait")
    assert result.exit_code == 1
    assert "a session runs, about 40 s left" in result.stderr


# --- push -------------------------------------------------------------------------


def test_push_takes_nothing_away_unasked(rig: Rig) -> None:
    rig.run("add", "mine.txt")
    before = rig.stored()
    result = rig.run("push", "mine.txt")
    assert result.exit_code == 1
    assert f"8 routines of ab12 would go: {', '.join(IDS)}. Nothing was sent" in result.stderr
    assert "push --replace lets them go" in result.stderr
    assert rig.stored() == before
    assert rig.run("push", "--replace", "mine.txt").exit_code == 0
    assert ids(rig) == ["evening"]


@pytest.mark.parametrize(("answer", "code", "left"), [(True, 0, 1), (False, 1, 9)])
def test_push_asks_on_a_terminal(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, answer: bool, code: int, left: int
) -> None:
    rig.run("add", "mine.txt")
    asked = []

    def confirm(text: str, err: bool = False) -> bool:
        asked.append(text)
        return answer

    monkeypatch.setattr("acupacer_host.commands.set_change.is_asked_of_a_person", lambda: True)
    monkeypatch.setattr(click, "confirm", confirm)
    assert rig.run("push", "mine.txt").exit_code == code
    assert asked == [f"8 routines of ab12 would go: {', '.join(IDS)}. Let them go?"]
    assert len(ids(rig)) == left


def test_push_that_only_changes_or_adds_asks_nothing(rig: Rig) -> None:
    document = json.loads(FACTORY)
    document["routines"][0]["title"] = "Hand"
    document["routines"].append({**document["routines"][0], "id": "mine"})
    Path("more.json").write_text(json.dumps(document))
    assert rig.run("push", "more.json").exit_code == 0


# --- edit -------------------------------------------------------------------------

Edits = list[Callable[[str], str]]


@pytest.fixture
def editor(monkeypatch: pytest.MonkeyPatch) -> Callable[[Edits], list[str]]:
    """Lets an editor make these changes, one each time it opens; what it was offered."""

    def plan(edits: Edits) -> list[str]:
        offered: list[str] = []

        def opened(text: str, extension: str, require_save: bool) -> str:
            offered.append(text)
            return edits[len(offered) - 1](text)

        monkeypatch.setattr(edit.click, "edit", opened)
        return offered

    return plan


def test_edit(rig: Rig, editor: Callable[[Edits], list[str]]) -> None:
    offered = editor([lambda text: text.replace("3 × 10–60 s", "4 × 10–50 s")])
    result = rig.run("edit", "hands-li4")
    assert result.exit_code == 0, result.stderr
    assert offered[0].startswith("# Hand point LI4   hands-li4\n> Said to ease")
    assert ids(rig) == IDS
    before = json.loads(FACTORY)["routines"][0]
    after = routine(rig, "hands-li4")
    assert after["steps"][0]["hold"]["max_s"] == 50  # type: ignore[index]
    assert after["steps"][0]["sources"] == before["steps"][0]["sources"]  # type: ignore[index]
    assert "      steps[0].hold.max_s: 60 -> 50" in result.stdout


def test_edit_shows_faults_above_their_lines(
    rig: Rig, editor: Callable[[Edits], list[str]]
) -> None:
    offered = editor(
        [
            lambda text: text.replace("10–60 s", "10–600 s").replace("> Said", "> ☂ Said"),
            lambda text: text.replace("10–600 s", "10–90 s"),
            lambda text: text.replace("☂ ", ""),
        ]
    )
    result = rig.run("edit", "hands-li4")
    assert result.exit_code == 0, result.stderr
    lines = offered[1].splitlines()
    at = lines.index("//! LI4, hold, up to: 600 exceeds 180")
    assert lines[at + 1].startswith("LI4 ")
    assert "//! about: character 1 U+2602 is not in the panel's font" in lines
    assert "600" not in offered[2] and "U+2602" in offered[2]
    assert routine(rig, "hands-li4")["steps"][0]["hold"]["max_s"] == 90  # type: ignore[index]


def test_edit_shows_german_faults_above_their_lines(
    rig: Rig, editor: Callable[[Edits], list[str]]
) -> None:
    offered = editor([lambda text: text.replace("60 s", "600 s"), lambda text: text])
    with WORDS.speaking("de"):
        rig.run("edit", "hands-li4")
    lines = offered[1].splitlines()
    at = lines.index("//! LI4, Halten, bis: 600 ist mehr als 180")
    assert lines[at + 1].startswith("LI4 ")


def test_edit_that_changes_nothing_sends_nothing(
    rig: Rig, editor: Callable[[Edits], list[str]]
) -> None:
    editor([lambda text: text])
    assert rig.run("edit", "hands-li4").stdout == "hands-li4 is as it was; nothing was sent\n"
    assert "routines.json" not in rig.bench.store.files


def test_edit_given_up_keeps_what_was_written(
    rig: Rig, editor: Callable[[Edits], list[str]]
) -> None:
    Path("hands-li4.txt").write_text("precious")
    editor([lambda text: text.replace("10–60 s", "10–600 s"), lambda text: text])
    result = rig.run("edit", "hands-li4")
    assert result.exit_code == 1
    assert "What you wrote is in hands-li4-2.txt." in result.stderr
    assert Path("hands-li4.txt").read_text() == "precious"
    assert "10–600 s" in Path("hands-li4-2.txt").read_text()
    assert "//!" not in Path("hands-li4-2.txt").read_text()


def test_edit_keeps_what_was_written_when_it_cannot_be_sent(
    rig: Rig, editor: Callable[[Edits], list[str]]
) -> None:
    def unplugged(text: str) -> str:
        rig.port.busy = 40
        return text.replace("10–60 s", "10–50 s")

    editor([unplugged])
    result = rig.run("edit", "hands-li4", "--no-wait")
    assert result.exit_code == 1
    assert "a session runs" in result.stderr
    assert "What you wrote is in hands-li4.txt." in result.stderr


def test_edit_under_another_id_is_another_routine(
    rig: Rig, editor: Callable[[Edits], list[str]]
) -> None:
    editor([lambda text: text.replace("hands-li4", "hand")])
    result = rig.run("edit", "hands-li4")
    assert result.stdout.splitlines()[1:3] == ["  + hand", "  - hands-li4"]
    assert ids(rig) == ["hand", *IDS[1:]]


def test_edit_as_json(rig: Rig, editor: Callable[[Edits], list[str]]) -> None:
    editor(
        [
            lambda text: text.replace('"max_s": 60', '"max_s": 600'),
            lambda text: text.replace('"max_s": 600', '"max_s": 50'),
        ]
    )
    assert rig.run("edit", "hands-li4", "--json").exit_code == 0
    assert routine(rig, "hands-li4")["steps"][0]["hold"]["max_s"] == 50  # type: ignore[index]


@pytest.mark.skipif(sys.platform == "win32", reason="sed is the editor")
def test_edit_opens_the_users_editor(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sed -i.bak 's/–60 s/–50 s/'")
    assert rig.run("edit", "hands-li4").exit_code == 0
    assert routine(rig, "hands-li4")["steps"][0]["hold"]["max_s"] == 50  # type: ignore[index]


def test_edit_without_an_editor(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    result = rig.run("edit", "hands-li4")
    assert result.exit_code == 1
    assert "name another with EDITOR" in result.stderr


def test_edit_tells_no_default_as_a_change(
    rig: Rig, editor: Callable[[Edits], list[str]]
) -> None:
    step = {"method": "hands", "point": "ST36", "hold": {"start_s": 9, "max_s": 9}}
    step["hold"] |= {"step_s": 0, "every": 3}  # type: ignore[operator]
    step |= {"sides": ["left", "right"], "rest_s": 10, "alternate": False}
    document = {"format": "acupacer-routines", "version": 2}
    whole = document | {"routines": [{"id": "a", "title": "A", "steps": [step]}]}
    Path("a.json").write_text(json.dumps(whole))
    rig.run("add", "a.json")
    editor([lambda text: text.replace("# A ", "# B ")])
    lines = rig.run("edit", "a").stdout.splitlines()
    assert lines[:3] == [
        "changes against those on the device:",
        "  ~ a",
        '      title: "A" -> "B"',
    ]
    assert lines[3].startswith("ab12 has 9 routines")


# --- new, show, pull --------------------------------------------------------------


@pytest.mark.parametrize(("option", "ending"), [((), ".txt"), (("--json",), ".json")])
def test_new_makes_a_sound_file(rig: Rig, option: tuple[str, ...], ending: str) -> None:
    result = rig.run("new", "Für den  Abend", *option)
    file = Path("fuer-den-abend" + ending)
    assert result.stdout == f"{file}: edit it, then: acupacer add {file}\n"
    assert rig.run("validate", str(file)).exit_code == 0
    assert rig.run("add", str(file)).exit_code == 0
    assert routine(rig, "fuer-den-abend")["title"] == "Für den Abend"
    again = rig.run("new", "Für den Abend", *option)
    assert again.exit_code == 1 and "is there already" in again.stderr


@pytest.mark.parametrize("name", ["☂", "x" * 41])
def test_new_refuses_what_is_no_title(rig: Rig, name: str) -> None:
    result = rig.run("new", name)
    assert result.exit_code == 1 and "is no title" in result.stderr
    assert [file.name for file in Path().glob("*.txt")] == ["mine.txt"]


def test_show_in_every_form(rig: Rig) -> None:
    assert rig.run("show").stdout_bytes == FACTORY
    for option in ("--text", "--csv", "--json"):
        ending = option.replace("--", ".").replace("text", "txt")
        for what in ((), ("hands-li4",), ("mine.txt",)):
            result = rig.run("show", *what, option)
            assert result.exit_code == 0, result.stderr
            Path("shown" + ending).write_bytes(result.stdout_bytes)
            assert rig.run("validate", "shown" + ending).exit_code == 0
    assert rig.run("show", "mine.txt", "--text").stdout == (
        "# Evening   evening\n"
        "LI4    left, right   3 × 10–40 s, rest 10 s\n"
        "ST36   left          20 s\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "validate mine.txt",
        "diff mine.txt",
        "push --dry-run mine.txt",
        "explain evening --file mine.txt",
        "preview evening --file mine.txt",
        "plan evening --at 8:30 --file mine.txt",
        "card card.png evening --file mine.txt",
    ],
)
def test_a_text_is_taken_wherever_a_file_is(rig: Rig, line: str) -> None:
    result = rig.run(*line.split())
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""


def test_show_says_what_a_file_has_wrong(rig: Rig) -> None:
    Path("mine.txt").write_text("# A\nLI4 999 s")
    result = rig.run("show", "mine.txt", "--csv")
    assert result.exit_code == 1 and "line 2, LI4, hold: 999 exceeds 180" in result.stderr


def test_show_names_what_a_form_cannot_say(rig: Rig) -> None:
    document = json.loads(rig.run("show", "hands-li4").stdout)
    document["places"] = [{"id": "x", "name": {"en": "X", "de": "Y"}}]
    document["routines"][0]["steps"].append({"method": "hands", "place": "x", "hold": 9})
    Path("mine.json").write_text(json.dumps(document))
    result = rig.run("show", "mine.json", "--text")
    assert result.exit_code == 1
    assert "only JSON can say name of place x in several languages" in result.stderr
    assert rig.run("show", "mine.json").exit_code == 0


@pytest.mark.parametrize("name", ["back.txt", "back.csv", "back.json"])
def test_what_is_pulled_can_be_pushed_again(rig: Rig, name: str) -> None:
    rig.run("add", "mine.txt")
    assert rig.run("pull", name).exit_code == 0
    assert rig.run("diff", name).stdout.count("\n") < 200
    assert rig.run("push", name).exit_code == 0
    assert ids(rig) == [*IDS, "evening"]
