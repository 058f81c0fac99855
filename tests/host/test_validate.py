"""The host's check: strict JSON first, then everything the device checks."""

import json

import pytest
from acupacer_host.content import validate

STEP = '{"method":"hands","point":"LI4","hold":{"start_s":10,"max_s":60,"step_s":5,"every":3}}'
GOOD = (
    '{"format":"acupacer-routines","version":1,"routines":[\n'
    f'{{"id":"one","title":"One","steps":[{STEP}]}}\n'
    "]}\n"
)


@pytest.fixture
def check(tmp_path):
    """Checks text or bytes written to routines.json: (faults without the path, verdict)."""

    def run(content):
        path = tmp_path / "routines.json"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        verdict = validate.check_file(path)
        assert all(fault.startswith(f"{path}: ") for fault in verdict.faults)
        return [fault.removeprefix(f"{path}: ") for fault in verdict.faults], verdict

    return run


def test_a_sound_file_has_entries_and_the_bytes_that_were_checked(check):
    faults, verdict = check(GOOD)
    assert faults == []
    assert verdict.is_ok
    assert [entry.id for entry in verdict.entries] == ["one"]
    assert verdict.data == json.dumps(json.loads(GOOD), separators=(",", ":")).encode()


def test_the_factory_file_is_sound():
    from importlib import resources

    verdict = validate.check_file(str(resources.files("acupacer_data") / "routines.json"))
    assert verdict.faults == []
    assert len(verdict.entries) == 8


def test_every_fault_in_one_run(check):
    wrong = GOOD.replace('"max_s":60', '"max_s":300').replace('"LI4"', '"L14"')
    faults, verdict = check(wrong)
    assert faults == [
        'routines[0].steps[0].point: "L14": did you mean LI4?',
        "routines[0].steps[0].hold.max_s: 300 exceeds 180",
    ]
    assert not verdict.is_ok


def test_more_faults_than_a_device_keeps_are_all_told(check):
    routines = [{"id": f"r{number}"} for number in range(60)]
    faults, _ = check(
        json.dumps({"format": "acupacer-routines", "version": 1, "routines": routines})
    )
    assert len(faults) == 120


def test_a_syntax_fault_comes_with_line_and_column_and_without_its_double(check):
    faults, _ = check(GOOD.replace('"title":"One",', '"title":"One" "about":"",'))
    assert faults == ["line 2, column 27: not JSON: expecting ',' delimiter"]


def test_a_syntax_fault_does_not_hide_the_faults_elsewhere(check):
    other = GOOD.replace("\n]}\n", '\n,{"id":"two","title":"Two","steps":[]}\n]}\n')
    faults, _ = check(other.replace('"every":3}}]', '"every":3}},]'))
    assert faults == [
        "line 2, column 123: a comma too many before ]",
        "routines[1].steps: is empty; needs 1 to 64 steps",
    ]


def test_a_missing_file_is_a_fault(tmp_path):
    path = tmp_path / "none.json"
    verdict = validate.check_file(path)
    assert verdict.faults == [f"{path}: cannot be read: No such file or directory"]
    assert (verdict.entries, verdict.data) == ([], b"")


def test_a_folder_is_a_fault(tmp_path):
    assert validate.check_file(tmp_path).faults == [
        f"{tmp_path}: cannot be read: Is a directory"
    ]


def routine_of(steps):
    return {"id": "long", "title": "Long", "steps": [json.loads(STEP)] * steps}


@pytest.mark.parametrize("layout", [{"indent": 2}, {"indent": 1}, {"separators": (",", ":")}])
def test_blanks_never_decide_whether_a_routine_fits(check, layout):
    hold = {"start_s": 5, "max_s": 5, "step_s": 0, "every": 1}
    short = json.loads(STEP) | {"repetitions": 1, "get_ready_s": 5, "hold": hold}
    whole = {"format": "acupacer-routines", "version": 1, "routines": [routine_of(0)]}
    whole["routines"][0]["steps"] = [short | {"text": ["Sit upright, breathe calmly."]}] * 40
    faults, verdict = check(json.dumps(whole, **layout))
    assert faults == []
    assert verdict.data == json.dumps(whole, separators=(",", ":")).encode()
    assert len(json.dumps(whole, indent=1)) > 8192 > len(verdict.data)
    whole["routines"][0]["steps"] = [short | {"text": ["a" * 84]}] * 40
    size = len(json.dumps(whole["routines"][0], separators=(",", ":")))
    assert check(json.dumps(whole, **layout))[0] == [
        f"routines[0]: {size} bytes without blanks exceed 8192"
    ]


def test_a_file_may_have_more_blanks_than_a_device_takes_bytes(check):
    faults, verdict = check(GOOD.replace("[", "[" + " \n" * 40_000, 1) + " " * 70_000)
    assert faults == []
    assert len(verdict.data) < len(GOOD)


def test_a_file_that_is_too_large_is_told_with_its_size_and_its_other_faults(check):
    routines = [routine_of(1) | {"id": f"r{n}", "about": "½" * 84} for n in range(64)]
    for routine in routines:
        routine["cautions"] = ["¿" * 84] * 8
    routines[63]["title"] = ""
    whole = {"format": "acupacer-routines", "version": 1, "routines": routines}
    size = len(json.dumps(whole, separators=(",", ":"), ensure_ascii=False).encode())
    assert check(json.dumps(whole))[0] == [
        "routines[63].title: is empty; needs 1 to 40 characters",
        f"document: {size} bytes without blanks exceed 65536, the most a device takes; "
        "take routines out",
    ]


def test_a_file_without_end_is_refused():
    [fault] = validate.check_file("/dev/zero").faults
    assert fault == "/dev/zero: more than 1048576 bytes are no routines file"


def test_a_second_value_and_what_is_too_deep_have_line_and_column(check):
    assert check(GOOD + "\n{}")[0] == ["line 5, column 1: not JSON: extra data"]
    deep = GOOD.replace('"title":"One"', '"title":\n' + "[" * 20 + "]" * 20)
    assert check(deep)[0] == [
        "line 3, column 6: nested deeper than 8 levels",
        "routines[0].title: must be text, found a list",
    ]
    assert check('{"a":\n' + "[" * 99_9)[0] == ["line 2, column 8: nested deeper than 8 levels"]


@pytest.mark.parametrize(
    ("title", "fault"),
    [
        ("On\U0001f600", "character 3 U+1F600 is not in the panel's font"),
        ("\\ud83d\\ude00", "character 1 U+1F600 is not in the panel's font"),
        ("Onж", "character 3 U+0436 is not in the panel's font"),
        ("On\\ud83d", "character 3 U+D83D is not in the panel's font"),
    ],
)
def test_a_character_without_a_picture_is_named_by_its_code(check, title, fault):
    assert check(GOOD.replace("One", title))[0] == [f"routines[0].title: {fault}"]


def test_a_text_in_a_list_is_found_as_well(check):
    text = GOOD.replace('"steps"', '"cautions":["fine","\U0001f600"],"steps"')
    assert check(text)[0] == [
        "routines[0].cautions[1]: character 1 U+1F600 is not in the panel's font"
    ]


def test_a_later_version_says_what_to_update(check):
    faults, _ = check(GOOD.replace('"version":1', '"version":3'))
    assert faults == [
        "version: 3 exceeds 2; the file is for a later acupacer; install a newer release"
    ]
