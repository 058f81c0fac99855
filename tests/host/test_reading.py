"""Files as people have them: what is put right, what is said, what is refused and how."""

import json
import unicodedata

import pytest
from acupacer_host.content import reading, validate

DOCUMENT = {
    "format": "acupacer-routines",
    "version": 1,
    "routines": [
        {
            "id": "mine",
            "title": "Übung für abends",
            "steps": [
                {
                    "method": "hands",
                    "point": "LI4",
                    "text": ["Langsam."],
                    "hold": {"start_s": 10, "max_s": 40, "step_s": 5, "every": 3},
                }
            ],
        }
    ],
}
WRITTEN = json.dumps(DOCUMENT, ensure_ascii=False, indent=2)
SENT = json.dumps(DOCUMENT, ensure_ascii=False, separators=(",", ":")).encode()
CURLY = (
    "line {}, column {}: the editor has made curly quotes of straight ones; turn that off "
    '(smart quotes, autocorrect) and write " again around every key and text'
)
CODE_PAGE = (
    "line {}, column {}: byte 0x{} is not UTF-8; in the code page Windows-1252 (or Latin-1) "
    "it is {}; save the file as UTF-8"
)


def check(data):
    """(faults, notes, data) of a file with these contents."""
    data = data if isinstance(data, bytes) else data.encode()
    verdict = validate.check_text(data, "f")
    return (
        [fault.removeprefix("f: ") for fault in verdict.faults],
        [note.removeprefix("f: ") for note in verdict.notes],
        verdict.data,
    )


def test_a_plain_file_is_sent_without_its_blanks_and_nothing_is_said():
    assert check(WRITTEN) == ([], [], SENT)


@pytest.mark.parametrize("text", ["¿Duele? ¡Pare!", "Zażółć gęślą jaźń", "Hégǔ, nǚ – ½ × „so“"])
def test_texts_in_other_languages_are_fine(text):
    faults, notes, data = check(WRITTEN.replace("Langsam.", text))
    assert (faults, notes) == ([], [])
    assert text.encode() in data


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_read(encoding):
    notes = ["read as UTF-16; a device gets UTF-8"]
    assert check(WRITTEN.encode(encoding)) == ([], notes, SENT)
    if encoding != "utf-16":  # which writes a mark itself
        assert check(("\ufeff" + WRITTEN).encode(encoding)) == ([], notes, SENT)
    assert check(WRITTEN.encode(encoding) + b"\n")[0] == ["the end: half a UTF-16 character"]


def test_a_byte_order_mark_is_left_out():
    assert check(b"\xef\xbb\xbf" + WRITTEN.encode()) == (
        [],
        ["the byte order mark at its beginning is left out"],
        SENT,
    )


def test_letters_apart_from_their_marks_are_put_together_and_that_is_said_once():
    apart = unicodedata.normalize("NFD", WRITTEN.replace("Langsam", "Nǚ"))
    faults, notes, data = check(apart)
    assert (faults, data) == ([], SENT.replace(b"Langsam", "Nǚ".encode()))
    assert notes == [
        "letters and their marks, which were apart, are put together "
        "(in routines[0].title and 1 more)"
    ]


def test_no_break_blanks_become_blanks():
    faults, notes, data = check(WRITTEN.replace("Langsam.", "Lang\u00a0\u2011 sam\u00ad."))
    assert (faults, data) == ([], SENT.replace(b"Langsam.", b"Lang - sam."))
    assert notes == [
        "no-break blanks and hyphens are made plain ones (in routines[0].steps[0].text[0])"
    ]


def test_a_code_page_is_named_with_its_line_and_hides_nothing():
    wrong = WRITTEN.replace('"LI4"', '"L14"').encode("cp1252")
    assert check(wrong)[0] == [
        CODE_PAGE.format(7, 17, "dc", "Ü"),
        'routines[0].steps[0].point: "L14": did you mean LI4?',
    ]
    mixed = WRITTEN.encode().replace(b"Langsam", b"L\xe4ngs\xfcm \x81")
    assert check(mixed)[0] == [CODE_PAGE.format(13, 15, "e4", "ä")]
    odd = WRITTEN.encode().replace(b"Langsam", b"L\x81")
    assert (
        check(odd)[0][0] == "line 13, column 15: byte 0x81 is not UTF-8; save the file as UTF-8"
    )


def test_a_file_full_of_a_code_page_is_told_in_short():
    faults = check(b"\xe4\n" * 200_000)[0]
    assert faults[19] == CODE_PAGE.format(20, 1, "e4", "ä")
    assert faults[20] == "and 199980 more like these"


def test_schema_and_comments_are_taken_and_said_to_be_dropped():
    known = WRITTEN.replace("{", '{"$schema": "./routines.schema.json",', 1)
    assert check(known) == ([], [], SENT)
    commented = (
        WRITTEN.replace("{", '{ // the evening\n "_comment": {"of": ["mine"]}, "//": 1,', 1)
        .replace('"steps"', '/* two\nlines, "quoted" */ "steps"')
        .replace("Langsam.", "// Langsam /* */")
    )
    faults, notes, data = check(commented)
    assert (faults, data) == ([], SENT.replace(b"Langsam.", b"// Langsam /* */"))
    assert notes == ["comments are not sent to the device (4 left out)"]


def test_places_behind_a_comment_are_those_of_the_file():
    faults = check('{/* a\n b */ "format": "x",}')[0]
    assert faults[0] == "line 2, column 21: a comma too many before }"


def test_curly_quotes_are_said_to_be_the_editors_and_hide_nothing():
    all_curly = WRITTEN.replace('"', "”").replace("LI4", "L14")
    assert check(all_curly)[0] == [
        CURLY.format(2, 3),
        'routines[0].steps[0].point: "L14": did you mean LI4?',
    ]
    some = WRITTEN.replace('"title": "Übung für abends"', "“title”: “Übung für abends”")
    assert check(some.replace('"id"', "„id“"))[0] == [CURLY.format(6, 7) + " (2 more)"]
    inside = WRITTEN.replace("Langsam.", "„Langsam“ “.”")
    assert check(inside)[:2] == ([], [])


def test_one_routine_alone_is_told_how_a_file_begins():
    begins = 'a file begins {"format": "acupacer-routines", "version": 2, "routines": ['
    assert check('{"name": "x", "steps": []}')[0] == [
        f"document: looks like one routine; {begins} and then has routines, and ends with ]}}",
        "id: missing",
        "title: missing",
        "name: unknown key",
        "steps: is empty; needs 1 to 64 steps",
    ]
    alone = json.dumps(DOCUMENT["routines"])
    assert check(alone)[0] == [
        f"document: looks like the routines alone; {begins} and ends with ]}}"
    ]
    assert check("7")[0] == ["document: must be an object, found 7"]
    assert check('{"steps": 7}')[0][-1] == "steps: must be a list, found 7"


def test_every_fault_of_writing_is_named_with_those_of_content():
    wrong = (
        WRITTEN.replace('"LI4",', '"L14"')
        .replace('"every": 3', '"every": 3,')
        .replace("Langsam.", "Lang\tsam\\q")
        + "]"
    )
    assert check(wrong)[0] == [
        "line 12, column 11: not JSON: expecting ',' delimiter",
        "line 13, column 18: not JSON: invalid control character",
        "line 13, column 22: not JSON: invalid \\escape",
        "line 20, column 11: a comma too many before }",
        "line 25, column 2: not JSON: extra data",
        'routines[0].steps[0].point: "L14": did you mean LI4?',
    ]


def test_a_value_that_is_none_is_said_once_and_hides_nothing():
    wrong = WRITTEN.replace('"LI4"', '"L14"').replace('"start_s": 10', '"start_s": ten')
    assert check(
        wrong.replace('"Langsam."', "'Langsam, so.'").replace('"version": 1', '"version": .5')
    )[0] == [
        "line 3, column 14: not JSON: expecting value",
        'line 13, column 13: not JSON: single quotes; a text stands between "',
        "line 16, column 24: not JSON: expecting value",
        'routines[0].steps[0].point: "L14": did you mean LI4?',
    ]


def test_what_cannot_be_read_to_its_end_is_told_with_what_can_be():
    second = json.dumps(DOCUMENT["routines"][0]).replace("LI4", "L14")
    cut = WRITTEN.replace("[", f"[{second},", 1)[:-60]
    assert check(cut)[0] == [
        "line 19, column 5: the document is cut off here",
        'routines[0].steps[0].point: "L14": did you mean LI4?',
    ]


def test_a_compact_file_is_laid_out_for_reading_and_others_are_left():
    assert reading.laid_out(SENT).decode() == WRITTEN + "\n"
    assert reading.laid_out(WRITTEN.encode()) == WRITTEN.encode()
    assert reading.laid_out(b"{not JSON") == b"{not JSON"
