"""Any document at all: never an exception, never a verdict that depends on chunks."""

import json

import jsonschema
import pytest
import routine_strategies as rs
from acupacer.core.errors import RoutineError
from acupacer.core.routine import document, duration, known_places, safety
from acupacer_host.content import reading, schema, validate
from acupacer_host.content.opened import routine_of
from hypothesis import given, settings
from hypothesis import strategies as st

quick = settings(max_examples=60, derandomize=True, deadline=None)
validator = jsonschema.Draft202012Validator(schema.schema())


def verdict(data, cuts=()):
    """(faults, entries) of ``data`` fed in pieces that end at ``cuts``."""
    scanner = document.Scanner()
    ends = [*sorted(min(cut, len(data)) for cut in cuts), len(data)]
    start = 0
    for end in ends:
        scanner.feed(data[start:end])
        start = end
    return scanner.finish(), list(scanner.entries)


def assert_has(part, given_part):
    """All that was given of a step, dose, window or movement is in ``part``, but sources."""
    for name, value in given_part.items():
        if name == "sources":
            continue
        if name in ("point", "place", "area", "exercise"):
            assert part.place_id == known_places.identity(value)
            continue
        made = getattr(part, "is_open" if name == "open" else name)
        if name == "hold" and isinstance(value, int):
            value = {"start_s": value, "max_s": value, "step_s": 0}
        if isinstance(value, dict):
            assert_has(made, value)
        else:
            assert made == (tuple(value) if isinstance(value, list) else value)


@quick
@given(rs.documents())
def test_a_sound_document_comes_back_as_it_was(data):
    given_routines = json.loads(data)["routines"]
    faults, entries = verdict(data)
    times = [fault for fault in faults if "in all" in fault]
    assert faults == times
    if faults:
        return
    assert len(entries) == len(given_routines)
    for entry, given_routine in zip(entries, given_routines, strict=True):
        text = data[entry.offset : entry.offset + entry.length]
        assert json.loads(text) == given_routine
        parsed = routine_of(data, entry)
        assert (entry.id, entry.title) == (parsed.id, parsed.title)
        assert entry.minutes == -(-duration.session_s(parsed, duration.start_s) // 60)
        assert duration.session_s(parsed, duration.top_s) <= safety.SESSION_MAX_S
        for made, step in zip(parsed.steps, given_routine["steps"], strict=True):
            assert_has(made, step)


@quick
@given(rs.documents())
def test_the_schema_never_refuses_what_the_device_takes(data):
    assert list(validator.iter_errors(json.loads(data))) == []
    assert reading.read(data).faults == []


@quick
@given(rs.mangled())
def test_a_mangled_document_never_raises_and_faults_have_places(data):
    faults, entries = verdict(data)
    assert all(": " in fault or fault.startswith("and ") for fault in faults)
    assert faults or entries
    for entry in entries:
        routine_of(data, entry)


@quick
@given(rs.altered())
def test_what_the_schema_refuses_the_device_refuses(data):
    faults, _ = verdict(data)
    try:
        wrong = list(validator.iter_errors(json.loads(data)))
    except ValueError:
        wrong = ["not JSON"]
    if not faults:
        assert wrong == []


@quick
@given(
    rs.mangled() | rs.altered() | st.binary(max_size=300),
    st.lists(st.integers(0, 3000), max_size=20),
)
def test_chunks_never_change_the_verdict(data, cuts):
    assert verdict(data, cuts) == verdict(data)


@quick
@given(rs.mangled() | rs.altered())
def test_every_byte_by_itself_gives_the_same_verdict(data):
    assert verdict(data, range(len(data))) == verdict(data)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(rs.mangled() | rs.altered() | rs.documents() | st.binary(max_size=300))
def test_what_the_laptop_calls_sound_the_device_takes(data):
    checked = validate.check_text(data, "f")
    assert checked.is_ok == (not checked.faults)
    if checked.is_ok:
        assert verdict(checked.data)[0] == []
        assert validate.check_text(checked.data, "f").data == checked.data
    else:
        assert all(fault.startswith("f: ") for fault in checked.faults)


@quick
@given(rs.JUNK)
def test_any_step_at_all_is_judged_without_an_exception(junk):
    text = json.dumps({"id": "x", "title": "x", "steps": [junk]}).encode()
    with pytest.raises(RoutineError):
        document.parse_routine(text, "it")


@quick
@given(st.binary(max_size=60))
def test_utf8_is_judged_as_python_judges_it(data):
    from acupacer.core.text import utf8

    try:
        expected = (data.decode("utf-8"), -1)
    except UnicodeDecodeError as error:
        expected = ("", error.start)
    assert utf8.decode(data) == expected
    assert utf8.decode("é€".encode() + data) == (
        ("é€" + expected[0], -1) if expected[1] < 0 else ("", expected[1] + 5)
    )
