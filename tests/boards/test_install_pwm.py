"""Hardware PWM as the installer sets it up: boot lines, unit, script."""

import pytest
import test_install
from acupacer.boards.pi.config import Config, parse
from test_install import plan, run

hardware_pwm = plan.hardware_pwm
pi = test_install.pi  # the fixture
LINE = "dtoverlay=pwm-2chan,pin=18,func=2,pin2=13,func2=4\n"
UNIT = "etc/systemd/system/acupacer.service"
STOP = "ExecStopPost=+/opt/acupacer/outputs-low 18:0 13:1\nRestart=always\n"
WRITABLE = "ReadWritePaths=" + " ".join(
    f"-/sys/devices/platform/soc/{name}.pwm" for name in ("2020c000", "3f20c000", "fe20c000")
)


def test_only_when_asked_and_kept_until_asked_otherwise(pi):
    before = pi.tree()
    run(pi, "install")
    plain = pi.tree()
    assert "pwm" not in pi.text("boot/firmware/config.txt") + pi.text(UNIT)
    run(pi, "install", "--hardware-pwm")
    assert LINE in pi.text("boot/firmware/config.txt")
    assert STOP in pi.text(UNIT) and f"\n{WRITABLE}\n" in pi.text(UNIT)
    assert "\nProtectKernelTunables=yes\n" in pi.text(UNIT)
    with_pwm = pi.tree()
    run(pi, "install")
    assert pi.tree() == with_pwm
    run(pi, "install", "--no-hardware-pwm")
    assert pi.tree() == plain
    run(pi, "install", "--hardware-pwm")
    run(pi, "uninstall", "--purge")
    after = pi.tree()
    del before["var/lib/dpkg/status"], after["var/lib/dpkg/status"]
    assert after == before


@pytest.mark.parametrize(
    ("sections", "line"),
    [
        ({}, LINE.strip()),
        ({"buzzer": {"kind": "active"}}, "dtoverlay=pwm,pin=18,func=2"),
        ({"buzzer": {"pin": 12}}, "dtoverlay=pwm,pin=18,func=2"),
        ({"buzzer": {"pwm": "software"}}, "dtoverlay=pwm,pin=18,func=2"),
        (
            {"motor": {"pin": 19}, "buzzer": {"pin": 12}},
            "dtoverlay=pwm-2chan,pin=19,func=2,pin2=12,func2=4",
        ),
    ],
)
def test_the_overlay_follows_the_configuration(sections, line):
    assert hardware_pwm.boot_lines(parse(sections, "box"))[-1] == line


@pytest.mark.parametrize(
    ("text", "model", "message"),
    [
        ("[motor]\npin = 17\n", "Raspberry Pi Zero 2 W", "must be one of 12, 13, 18, 19"),
        ('[motor]\npwm = "software"\n', "Raspberry Pi Zero 2 W", 'pwm not "software"'),
        ("", "Raspberry Pi 5 Model B", "this model's PWM is another one"),
    ],
)
def test_where_it_cannot_be_it_is_refused_before_anything_is_done(
    pi,
    capsys,
    text,
    model,
    message,
):
    pi.path("proc/device-tree/model").write_text(model + "\0")
    pi.path("etc/acupacer").mkdir()
    pi.path("etc/acupacer/config.toml").write_text(text)
    before = pi.tree()
    assert run(pi, "install", "--hardware-pwm") == 1
    assert message in capsys.readouterr().err
    assert pi.tree() == before


def test_a_pin_that_cannot_have_it_is_named_without_a_channel():
    config = parse({"buzzer": {"kind": "active"}}, "box")
    assert "ExecStopPost=+/opt/acupacer/outputs-low 18:0 13\n" in plan.unit(config, True)


def test_the_unit_without_it_has_no_trace_of_it():
    unit = plan.unit(Config())
    assert "pwm" not in unit and "/sys" not in unit


def test_the_group_may_write_what_an_export_brings():
    rule = next(x for x in plan.text("acupacer.rules").splitlines() if '"pwm"' in x)
    assert 'ACTION!="remove"' in rule and "chgrp -R gpio /sys%p" in rule
