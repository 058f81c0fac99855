"""The host's check: strict JSON first, then everything the device checks."""

import json

import pytest
from acupacer_host.content import strict_json, validate

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
    assert verdict.data == GOOD.encode()


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
        "routines[0].steps[0].hold.max_s: 300 exceeds 120",
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


def test_a_byte_order_mark_is_told_once(check):
    faults, _ = check(b"\xef\xbb\xbf" + GOOD.encode())
    assert faults == ["byte 0: a byte order mark; save the file without it"]


def test_a_file_that_is_too_large_is_told_with_its_size_and_nothing_else(check):
    faults, verdict = check(GOOD + " " * 70_000)
    size = len(GOOD) + 70_000
    assert faults == [
        f"{size} bytes exceed 65536, the most a device takes; take routines out, or blanks"
    ]
    assert verdict.entries == []


def test_a_file_without_end_is_too_large():
    [fault] = validate.check_file("/dev/zero").faults
    assert fault.startswith("/dev/zero: more than 65536 bytes, the most a device takes")
    [fault] = validate.check_bytes(b" " * 65537, "here").faults
    assert fault.startswith("here: more than 65536 bytes, the most a device takes")


def test_blanks_at_the_end_are_called_blanks(check):
    assert check(GOOD + "\n" * 1900)[0] == []
    faults, _ = check(GOOD + " \n" * 1500)
    assert faults == ["document: 3001 blanks at its end are too many; delete them"]
    faults, _ = check(GOOD.replace("LI4", "L14") + " " * 3000)
    assert faults == [
        'routines[0].steps[0].point: "L14": did you mean LI4?',
        "document: 3001 blanks at its end are too many; delete them",
    ]
    faults, _ = check(GOOD.replace("[", " " * 3000 + "[", 1))
    assert faults == [
        "document: more than 2048 bytes outside the routines; blanks between them count as well"
    ]


def test_what_the_core_places_by_byte_has_line_and_column(check):
    assert check(GOOD + "\n{}")[0] == [
        "line 5, column 1: not JSON: extra data",
        "line 5, column 1: a second value; the document is one object {...}",
    ]
    deep = GOOD.replace('"title":"One"', '"title":\n' + "[" * 20 + "]" * 20)
    assert check(deep)[0] == ["line 3, column 6: nested deeper than 8 levels"]
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
    faults, _ = check(GOOD.replace('"version":1', '"version":2'))
    assert faults == [
        "version: 2 exceeds 1; the file is for a later acupacer; "
        "update this program (pip install -U acupacer)"
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"[1,]", "line 1, column 4: a comma too many before ]"),
        (b'{"a":1,\n }', "line 2, column 2: a comma too many before }"),
        (b"[1 2]", "line 1, column 4: not JSON: expecting ',' delimiter"),
        (b'{"a" 1}', "line 1, column 6: not JSON: expecting ':' delimiter"),
        (b'{"a":1,\n "a":2}', 'line 2, column 2: key "a" is given twice'),
        (b'{"a":1,"\\u0061":2}', 'line 1, column 8: key "\\u0061" is given twice'),
        (b'{"a":[{"b":1,"b":2}]}', 'line 1, column 14: key "b" is given twice'),
        (b"[NaN]", "line 1, column 2: NaN is not JSON"),
        (b"[1,-Infinity]", "line 1, column 4: -Infinity is not JSON"),
        (b'["a\nb"]', "line 1, column 4: not JSON: invalid control character"),
        (b'["\\q"]', "line 1, column 3: not JSON: invalid \\escape"),
        (b"[01]", "line 1, column 3: not JSON: expecting ',' delimiter"),
        (b"[1]\0", "line 1, column 4: not JSON: extra data"),
        (b"", "line 1, column 1: the document is cut off here"),
        (b'{"a":', "line 1, column 6: the document is cut off here"),
        (b'\n\n["\xe4"]', "line 3, column 3: byte 0xe4 is not UTF-8"),
        (b"[\n" * 100000, "line 9, column 1: nested deeper than 8 levels"),
        (b"[1,\n " + b"9" * 5000 + b"]", "line 2, column 2: a number of 5000 digits"),
        (b"[-" + b"9" * 5000 + b"]", "line 1, column 2: a number of 5001 digits"),
    ],
)
def test_strict_json_refuses(text, fault):
    assert strict_json.faults(text) == [fault]


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}',
        b'["a","a",{"NaN":"NaN"}]',
        b'{"a":"{\\"a\\":1}","b":"]}"}',
        b' [true,false,null,-1.5e3,"\\\\"] ',
        "[\"é\"]".encode(),
    ],
)  # fmt: skip
def test_strict_json_accepts(text):
    assert strict_json.faults(text) == []
