"""config.json on the Pico: every fault is named, nothing wrong gets through."""

import json
from pathlib import Path

import pytest
from acupacer.boards.pico import config, config_check


def faults(**values):
    with pytest.raises(config.ConfigError) as caught:
        config_check.parse(json.dumps(values))
    return str(caught.value).split("\n")


def test_no_file_means_the_defaults(tmp_path):
    made = config.load(str(tmp_path / "absent.json"))
    assert [(name, getattr(made, name)) for name, _ in config.DEFAULTS] == list(config.DEFAULTS)


def test_defaults_are_within_their_own_limits():
    config_check.parse("{}")


def test_values_replace_defaults(tmp_path):
    path = tmp_path / "config.json"
    path.write_text('{"panel": "sh1106", "sda_pin": 6, "scl_pin": 7, "product": true}')
    made = config.load(str(path))
    assert (made.panel, made.sda_pin, made.i2c_bus, made.product) == ("sh1106", 6, 1, True)
    assert made.motor_pin == 15


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"motor_hz": 49}, "motor_hz: 49 is outside 50-1000"),
        ({"motor_hz": True}, "motor_hz: True is not of the kind of 200"),
        ({"product": 1}, "product: 1 is not of the kind of False"),
        ({"panel": "lcd"}, "panel: 'lcd' is not one of ssd1306, sh1106, none"),
        ({"start_pin": 16}, "buzzer_pin: GP16 is start_pin already"),
        ({"scl_pin": 7}, "scl_pin: the I2C blocks need an even sda_pin and the pin after it"),
        (
            {"motor_pin": 17},
            "buzzer_pin: shares its PWM slice with motor_pin; choose another",
        ),
    ],
)
def test_each_fault_is_named(values, fault):
    assert faults(**values) == ["config.json: " + fault]


def test_unknown_names_come_with_those_allowed():
    (fault,) = faults(motor=15)
    assert fault.startswith("config.json: motor: unknown; allowed: id, product, start_pin,")


@pytest.mark.parametrize("text", ["", "[]", "{", "1"])
def test_what_is_no_object_is_refused(text):
    with pytest.raises(config.ConfigError):
        config_check.parse(text)


def test_the_document_has_every_setting_with_its_default_and_the_wiring():
    text = (Path(__file__).parents[2] / "docs" / "pico.md").read_text(encoding="utf-8")
    for name, default in config.DEFAULTS:
        assert f"| `{name}` | {json.dumps(default)} |" in text
        if name in config_check.PIN_NAMES:
            assert f"| GP{default} |" in text


def test_what_is_allowed_is_said_of_settings_there_are():
    names = [name for name, _ in config.DEFAULTS]
    assert [name for name in names if name in config_check.ALLOWED] == names[1:]
    assert len(config_check.ALLOWED) == len(names) - 1
