"""config.json on the Pico: every fault is named, nothing wrong gets through."""

import json
from pathlib import Path

import pytest
from acupacer.boards.pico import config, config_check, config_text
from acupacer.boards.pico.config_check import ALLOWED, CONTACTS, PIN_NAMES, PINS
from hypothesis import given
from hypothesis import strategies as st
from pico_config_files import REFUSED, TAKEN

ROOT = Path(__file__).parents[2]
DEFAULTS = dict(config.DEFAULTS)


def differing(made):
    return {
        name: getattr(made, name) for name in DEFAULTS if getattr(made, name) != DEFAULTS[name]
    }


def faults(data):
    with pytest.raises(config.ConfigError) as caught:
        config_check.parse(data)
    return caught.value.message


@pytest.mark.parametrize(
    ("data", "values"), [made[1:] for made in TAKEN], ids=[made[0] for made in TAKEN]
)
def test_what_any_editor_saves_is_taken(data, values):
    made = differing(config_check.parse(data))
    assert made == values
    assert [type(made[name]) for name in made] == [type(DEFAULTS[name]) for name in made]


@pytest.mark.parametrize(
    ("data", "message"), [made[1:] for made in REFUSED], ids=[made[0] for made in REFUSED]
)
def test_every_fault_is_named_with_its_place(data, message):
    told = faults(data)
    assert all(line.startswith("config.json") for line in told.split("\n"))
    assert told.replace("config.json line ", "").replace("config.json: ", "") == message


def test_no_file_means_the_defaults(tmp_path):
    assert differing(config.load(str(tmp_path / "absent.json"))) == {}


def test_the_file_is_read(tmp_path):
    path = tmp_path / "config.json"
    path.write_text('{"panel": "sh1106", "sda_pin": 6, "scl_pin": 7, "product": true}')
    made = config.load(str(path))
    assert (made.panel, made.sda_pin, made.i2c_bus, made.product) == ("sh1106", 6, 1, True)
    assert made.motor_pin == 15


def test_what_cannot_be_read_is_not_taken_for_absent(tmp_path):
    with pytest.raises(config.ConfigError, match=r"^config\.json: cannot be read; delete it"):
        config.load(str(tmp_path))


def test_4096_bytes_are_read_and_no_more(tmp_path):
    path = tmp_path / "config.json"
    path.write_bytes(b'{"product": true}'.ljust(4096))
    assert differing(config.load(str(path))) == {"product": True}
    path.write_bytes(b'{"product": true}'.ljust(4097))
    with pytest.raises(config.ConfigError, match=r"^config\.json: longer than 4096 bytes$"):
        config.load(str(path))


def test_every_contact_that_is_no_gp_number_of_ours_is_explained():
    ground = [3, 8, 13, 18, 23, 28, 33, 38]
    other = [30, 35, 36, 37, 39, 40]
    signals = [contact for contact in range(1, 41) if contact not in ground + other]
    edge = dict(zip(signals, [*range(23), 26, 27, 28], strict=True))
    assert edge[29] == 22
    assert {
        contact: pin for contact, pin in edge.items() if contact not in PINS and pin in PINS
    } == CONTACTS


@st.composite
def sound_values(draw):
    """Any configuration the check has nothing against."""
    choices = {"id": st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=64)}
    for name, allowed in ALLOWED.items():
        limits = isinstance(allowed, list)
        choices[name] = st.integers(*allowed) if limits else st.sampled_from(allowed)
    for name, default in DEFAULTS.items():
        if isinstance(default, bool):
            choices[name] = st.booleans()
    values = draw(st.fixed_dictionaries({}, optional=choices))
    free = draw(st.permutations([pin for pin in PINS if pin not in (6, 7, 15, 16)]))
    if draw(st.booleans()):
        values.update({"sda_pin": 6, "scl_pin": 7, "motor_pin": 16, "buzzer_pin": 15})
        values.update(zip(PIN_NAMES[:3], free, strict=False))
    return {name: values[name] for name in draw(st.permutations(list(values)))}


def commented(draw, text):
    """``text`` with comments between its lines."""
    lines = []
    for line in text.split("\n"):
        lines.append(line)
        lines.append(draw(st.sampled_from(['// "', "# }{", "/* , \n\n : */", "", " \t"])))
    return "\n".join(lines)


@given(st.data(), sound_values())
def test_a_sound_configuration_is_the_same_however_it_is_saved(data, values):
    draw = data.draw
    text = json.dumps(
        values,
        indent=draw(st.sampled_from([None, 0, 1, 4, "\t"])),
        ensure_ascii=draw(st.booleans()),
        separators=draw(st.sampled_from([None, (",", ":"), (" ,\n", " : ")])),
    )
    text = commented(draw, text)
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    codec = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]))
    whole = {name: values.get(name, default) for name, default in DEFAULTS.items()}
    saved = text.encode(codec)
    made = config_check.parse(saved)
    assert {name: getattr(made, name) for name in DEFAULTS} == whole


PIECES = ["{", "}", '"', ":", ",", "[", "'", "“", "#", "//", "/*", "\\", "\\u", "\n", "0x", "1"]
PIECES += ['"panel"', '"id"', '"motor_hz"', "true", "-", "\u00a0", "é", " "]


@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES)).map(lambda made: "".join(made).encode()), st.binary()
    )
)
def test_nonsense_is_refused_or_taken_but_nothing_else(data):
    try:
        config_check.parse(data)
    except config.ConfigError as error:
        assert 0 < len(error.message.split("\n")) <= config_text.FAULTS_MAX + 1


@given(st.lists(st.sampled_from(PIECES)))
def test_what_json_refuses_is_only_taken_where_it_is_meant(pieces):
    text = '{"product": true' + "".join(pieces) + "}"
    try:
        config_check.parse(text.encode())
    except config.ConfigError:
        return
    if any(extra in text for extra in ("#", "//", "/*", "0x", "\u00a0", ",}", "\n")):
        return
    assert json.loads(text)["product"] is True


def test_the_document_has_every_setting_with_its_default():
    text = (ROOT / "docs" / "maker" / "pico.md").read_text(encoding="utf-8")
    for name, default in config.DEFAULTS:
        assert f"| `{name}` | {json.dumps(default)} |" in text


def test_what_is_allowed_is_said_of_settings_there_are():
    others = [name for name in DEFAULTS if name not in ALLOWED]
    assert set(ALLOWED) <= set(DEFAULTS)
    assert [name for name in others if name not in PIN_NAMES] == [
        "id",
        "product",
        "active_high",
        "rotate_180",
    ]


def test_the_checker_knows_every_setting_by_its_type():
    types = {name: type(default).__name__ for name, default in DEFAULTS.items()}
    annotated = config.Config.__annotations__
    assert {name: kind.__name__ for name, kind in annotated.items()} == types


def test_the_defaults_are_within_their_own_limits():
    assert differing(config_check.parse(json.dumps(DEFAULTS).encode())) == {}
