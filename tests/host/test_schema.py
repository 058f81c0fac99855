"""The generated files are fresh, and the docs agree with the code."""

import json
import re

import jsonschema
import pytest
from acupacer.core.routine import cutter, fields, points, safety
from acupacer_host.cli import cli
from acupacer_host.content import documents, explain_content, schema, validate
from click.testing import CliRunner

REMAKE = "stale: run python -m acupacer_host.content.schema"
DOCS = schema.SCHEMA_FILE.parents[1] / "docs"
ROUTINE_FILES = DOCS / "developer" / "routine-files.md"


def test_the_schema_file_is_fresh():
    assert schema.SCHEMA_FILE.read_text(encoding="utf-8") == schema.schema_text(), REMAKE


def test_the_schema_is_printed_for_editors():
    done = CliRunner().invoke(cli, ["show", "--schema"])
    assert (done.exit_code, done.output) == (0, documents.schema())
    assert json.loads(done.output)["title"] == "acupacer routines"


def test_the_schema_is_a_schema_and_takes_the_factory_file():
    jsonschema.Draft202012Validator.check_schema(schema.schema())
    factory = json.loads(schema.SCHEMA_FILE.with_name("routines.json").read_bytes())
    jsonschema.validate(factory, json.loads(schema.schema_text()))


def test_every_field_is_described_and_nothing_else():
    names = {f"{name}.{row.name}" for name, table in schema.TABLES.items() for row in table}
    assert set(schema.FIELD_DOCS) == names


STEP = {"method": "hands", "point": "LI4"}
HOLD = {"start_s": 10, "max_s": 60, "step_s": 5, "every": 3}
ROLLS = {"repetitions": 5, "out_s": 4, "stay_s": 2, "back_s": 4}
GUN = {
    "method": "gun",
    "point": "BL23",
    "window": dict(HOLD, start_s=60),
    "spot": dict(HOLD, max_s=30),
}


@pytest.mark.parametrize(
    "step",
    [
        STEP,
        STEP | {"hold": HOLD | {"max_s": 181}},
        STEP | {"hold": 2},
        STEP | {"hold": {"open": True, "start_s": 10, "max_s": 181}},
        STEP | {"hold": {"open": False, "start_s": 10, "max_s": 20}},
        STEP | {"hold": HOLD, "exercise": "x"},
        {"method": "move", "exercise": "x", "hold": HOLD},
        {"method": "move", "area": "x", "hold": 3},
        {"method": "ball", "area": "x", "hold": 4},
        {"method": "ball", "area": "x"},
        {"method": "ball", "area": "x", "hold": 20, "movement": ROLLS},
        STEP | {"hold": HOLD, "area": "back"},
        STEP | {"hold": HOLD, "window": HOLD},
        STEP | {"hold": HOLD, "point": "B23"},
        STEP | {"hold": HOLD, "sides": ["left", "left"]},
        STEP | {"hold": HOLD, "text": [" "]},
        STEP | {"hold": HOLD, "text": ["\u5408"]},
        STEP | {"hold": HOLD, "rest": 5},
        {"method": "hands", "hold": HOLD},
        {"method": "balls", "point": "BL23", "movement": ROLLS},
        {"method": "balls", "point": "BL23", "movement": ROLLS | {"arms": []}},
        {"method": "roller", "point": "GB21", "movement": ROLLS | {"arms": ["left"]}},
        {"method": "roller", "point": "GB21", "movement": ROLLS, "spot": HOLD},
        {"method": "roller", "point": "GB21", "movement": ROLLS, "repetitions": 2},
        GUN | {"point": "BL52"},
        GUN | {"sides": ["left"]},
        GUN | {"spot": HOLD},
        GUN | {"window": dict(HOLD, start_s=60, gap_s=29)},
        GUN | {"window": dict(HOLD, start_s=60, optional=True)},
    ],
)
def test_the_schema_refuses_what_the_device_refuses(step):
    whole = {"format": "acupacer-routines", "version": 1, "routines": []}
    whole["routines"] = [{"id": "x", "title": "X", "steps": [step]}]
    assert validate.check_bytes(json.dumps(whole).encode(), "x").faults
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, schema.schema())


def test_the_schema_takes_what_people_note_beside_and_every_letter():
    step = STEP | {"hold": HOLD | {"//": 1}, "text": ["¿Duele? Zażółć, Hégǔ nǚ ½"]}
    whole = {"$schema": "x", "_comment": {}, "format": "acupacer-routines", "version": 1}
    whole["routines"] = [{"id": "x", "title": "X", "steps": [step], "_comment 2": "x"}]
    assert validate.check_text(json.dumps(whole).encode(), "x").faults == []
    jsonschema.validate(whole, schema.schema())


def test_the_examples_in_the_docs_are_sound():
    docs = ROUTINE_FILES.read_text(encoding="utf-8")
    examples = map(json.loads, re.findall(r"```json\n(.*?)```", docs, re.S))
    parts = list(examples)
    (whole,) = (part for part in parts if "routines" in part)
    (defined,) = (part for part in parts if "places" in part)
    assert validate.check_bytes(json.dumps(whole).encode(), "x").faults == []
    own = {**whole["routines"][0]["steps"][0], "place": defined["places"][0]["id"]}
    del own["point"]
    others = [part for part in parts if "method" in part]
    assert len(others) == len(parts) - 2
    whole["routines"][0]["steps"] += [*others, own]
    whole = {**defined, **whole}
    jsonschema.validate(whole, schema.schema())
    assert validate.check_bytes(json.dumps(whole).encode(), "x").faults == []


def test_the_limits_in_the_docs_are_the_codes():
    low_high = {key: f"{low} to {high} s" for key, (low, high) in safety.DOSE_RANGES_S.items()}
    docs = (DOCS / "user" / "safety.md").read_text(encoding="utf-8")
    for expected in (
        *low_high.values(),
        f"{safety.BALLS_MAX_S} s",
        f"{safety.GUN_MAX_S} s",
        f"{safety.SESSION_MAX_S} s",
    ):
        assert expected in docs, expected
    assert f"at least {safety.GUN_GAP_MIN_S} s" in docs
    routines = ROUTINE_FILES.read_text(encoding="utf-8")
    for number in (safety.DOCUMENT_MAX_BYTES, cutter.ROUTINE_MAX_BYTES):
        assert f"{number} bytes" in routines
    assert f"{cutter.DEPTH_MAX} levels" in routines


def test_safety_md_names_every_flag_caution_and_red_flag():
    docs = (DOCS / "user" / "safety.md").read_text(encoding="utf-8")
    spots = [
        (1, method, point, point, "") for method in fields.METHODS for point in points.CODES
    ]
    keys = [*safety.FLAGS, *safety.cautions(spots)]
    keys += [key for page in safety.RED_FLAG_PAGES for key in page]
    assert [key for key in keys if f"`{key}`" not in docs] == []


def test_explain_knows_every_point_method_flag_and_source():
    assert set(explain_content.POINTS) <= set(points.CODES)
    assert set(explain_content.METHODS) == set(fields.METHODS)
    assert set(explain_content.FLAG_REASONS) == set(safety.FLAGS)
    assert set(explain_content.SOURCES) == set(fields.SOURCES)


def test_every_statement_names_a_source():
    for content in explain_content.POINTS.values():
        for statement in (*content.landmarks, content.eases, *content.cautions):
            assert statement.source in fields.SOURCES
    for method in explain_content.METHODS.values():
        for statement in (*method.how, *method.cautions):
            assert statement.source in fields.SOURCES
    for rule in explain_content.RULES:
        assert rule.source in fields.SOURCES
