"""The configuration file: typed, and every fault named."""

import os
import threading
import tomllib

import pytest
from acupacer.boards.pi import config
from acupacer.boards.pi.config import Config, ConfigError, parse

PLACE = "box.toml"


def refused(text):
    with pytest.raises(ConfigError) as caught:
        parse(tomllib.loads(text), PLACE)
    return caught.value.message.splitlines()


def test_an_empty_file_is_all_defaults():
    assert parse({}, PLACE) == Config()


def test_the_printed_defaults_are_the_defaults():
    assert parse(tomllib.loads(config.defaults_toml()), PLACE) == Config()


def test_every_setting_is_printed_with_an_explanation():
    lines = config.defaults_toml().splitlines()
    for number, line in enumerate(lines):
        if " = " in line and not line.startswith("#"):
            assert lines[number - 1].startswith("# "), line


def test_a_setting_that_is_given_counts():
    found = parse({"motor": {"duty_cap_pct": 100}, "panel": {"controller": "sh1106"}}, PLACE)
    assert found.motor.duty_cap_pct == 100
    assert found.panel.controller == "sh1106"
    assert found.buttons == Config().buttons


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[engine]\npin = 1", "[engine]: unknown section; allowed: device, buttons, motor, "
         "buzzer, panel, serial, clock"),
        ("[motor]\npins = 1", "motor.pins: unknown key; allowed: pin, pwm_hz, duty_cap_pct, "
         "soft_start_ms, pulse_cap_ms, pwm"),
        ("motor = 3", "motor: is a section, write [motor]"),
        ("[motor]\npin = '18'", "motor.pin: '18' is not a whole number"),
        ("[motor]\npin = true", "motor.pin: True is not a whole number"),
        ("[buttons]\nactive_high = 1", "buttons.active_high: 1 is not true or false"),
        ("[serial]\nport = 3", "serial.port: 3 is not text in quotes"),
        ("[motor]\nduty_cap_pct = 101", "motor.duty_cap_pct: 101 is outside 10-100"),
        ("[motor]\npulse_cap_ms = 100000", "motor.pulse_cap_ms: 100000 is outside 800-2000"),
        ("[buzzer]\nkind = 'loud'", "buzzer.kind: 'loud' is not one of passive, active, none"),
        ("[motor]\npwm = 'hard'", "motor.pwm: 'hard' is not one of auto, software, hardware"),
        ("[buzzer]\npwm = true", "buzzer.pwm: True is not text in quotes"),
        ("[device]\nid = 'my box'", "device.id: 'my box' is not 1 to 32 letters, digits, dots, "
         "hyphens or underscores"),
        ('[device]\nid = "a\\"b"', "device.id: 'a\"b' is not 1 to 32 letters, digits, dots, "
         "hyphens or underscores"),
        ("[buzzer]\npin = 18", "buzzer.pin: pin 18 is already motor.pin"),
        ("[motor]\npin = 2", "motor.pin: pin 2 is already panel SDA"),
    ],
)  # fmt: skip
def test_a_fault_names_file_key_and_what_is_allowed(text, message):
    assert refused(text) == [f"{PLACE}: {message}"]


def test_reserved_pins_are_refused():
    assert refused("[motor]\npin = 14")[0].startswith(
        f"{PLACE}: motor.pin: 14 is not one of 2, 3"
    )


def test_all_faults_come_in_one_run():
    lines = refused("[motor]\npin = 99\nfoo = 1\n[panel]\ncontroller = 'x'")
    assert [line.split(": ")[1] for line in lines] == [
        "motor.pin",
        "motor.foo",
        "panel.controller",
    ]


def test_a_file_that_is_no_toml_or_not_there(tmp_path):
    path = tmp_path / "a.toml"
    with pytest.raises(ConfigError, match=r"a\.toml: cannot be read: No such file"):
        config.load(path)
    path.write_text("[motor\n")
    with pytest.raises(ConfigError, match=r"a\.toml: not TOML: .*line 1"):
        config.load(path)
    path.write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="not TOML"):
        config.load(path)


@pytest.mark.parametrize(
    "folder",
    ["", "data", "/a b", "/x\nExecStartPre=+/bin/true", "/%h", '/a"b', "/a'b", "/a\\x20b",
     "/\0", "/a\u2028b"],
)  # fmt: skip
def test_a_folder_must_be_one_word_of_the_unit(folder):
    with pytest.raises(ConfigError) as caught:
        parse({"device": {"state_dir": folder}}, PLACE)
    [line] = caught.value.message.splitlines()
    assert line.startswith(
        f"{PLACE}: device.state_dir: {folder!r} is no folder for the service:"
    )


def test_a_folder_may_have_any_letters():
    found = parse({"device": {"state_dir": "/srv/Übungen-1_2.d"}}, PLACE)
    assert found.device.state_dir == "/srv/Übungen-1_2.d"


def test_what_cannot_be_read_as_settings_is_refused_in_one_line(tmp_path):
    path = tmp_path / "a.toml"
    refusals = {
        "too deep": "a = " + "[" * 5000,
        "not TOML": "a = " + "1" * 5000,
    }
    for words, text in refusals.items():
        path.write_text(text)
        with pytest.raises(ConfigError, match=words) as caught:
            config.load(path)
        assert "\n" not in caught.value.message


def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "a.toml"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.open("w").close())
    writer.start()  # so that opening it would end
    try:
        with pytest.raises(ConfigError, match=r"a\.toml: is no file"):
            config.load(path)
    finally:
        reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        writer.join()
        os.close(reader)


def test_the_device_id_is_configured_or_the_computers_own(tmp_path):
    cpuinfo, machine_id = tmp_path / "cpuinfo", tmp_path / "machine-id"
    files = {"cpuinfo": cpuinfo, "machine_id": machine_id}
    assert config.device_id(Config(), **files) == "pi-unknown"
    machine_id.write_text("0123456789abcdef0123456789abcdef\n")
    hashed = config.device_id(Config(), **files)
    assert hashed.startswith("pi-") and len(hashed) == 11 and "01234567" not in hashed
    cpuinfo.write_text("processor\t: 0\nSerial\t\t: 10000000abcdef12\n")
    assert config.device_id(Config(), **files) == "pi-abcdef12"
    cpuinfo.write_text("Serial\t\t: 0000000000000000\n")
    assert config.device_id(Config(), **files) == hashed
    named = parse({"device": {"id": "kitchen"}}, PLACE)
    assert config.device_id(named, **files) == "kitchen"


@pytest.mark.parametrize("name", ["ab", "Kitchen-2", "x" * 32, ""])
def test_a_device_may_be_called(name):
    assert parse({"device": {"id": name}}, PLACE).device.id == name


def test_a_name_of_33_letters_is_too_long():
    assert refused(f"[device]\nid = '{'x' * 33}'")[0].endswith("hyphens or underscores")
