"""The installer on systems made of plain files, with commands that only pretend."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from acupacer.boards.pi.config import Config, parse

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "firmware" / "deploy"
sys.path.insert(0, str(DEPLOY))

import changes
import packages
import plan
import target_system

spec = importlib.util.spec_from_file_location("acupacer_installer", DEPLOY / "__main__.py")
installer = importlib.util.module_from_spec(spec)
spec.loader.exec_module(installer)

CONFIG_TXT = "# the user's own\ndtparam=audio=on\n[cm5]\ndtoverlay=dwc2,dr_mode=host\n[all]\n"
CMDLINE = "console=serial0,115200 console=tty1 root=PARTUUID=1-02 rootwait\n"
SYSTEM = {
    "etc/passwd": "root:x:0:0::/root:/bin/sh\n",
    "etc/group": "root:x:0:\ngpio:x:986:\ni2c:x:988:\ndialout:x:20:\n",
    "var/lib/dpkg/status": "Package: polkitd\nStatus: install ok installed\n\n",
    "boot/firmware/config.txt": CONFIG_TXT,
    "boot/firmware/cmdline.txt": CMDLINE,
    "proc/device-tree/model": "Raspberry Pi Zero 2 W Rev 1.0\0",
    "usr/bin/python3.11": "",
    "usr/local/bin/other": "",
    "etc/systemd/system/multi-user.target.wants/other.service": "",
}


class Pretender:
    """A fake system and the commands on it, each leaving the traces the real one leaves."""

    def __init__(self, root):
        self.root = root
        self.ran = []
        self.fail_at = None
        for name, content in SYSTEM.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        (root / "usr/bin/python3").symlink_to("python3.11")

    def __call__(self, command):
        line = " ".join(command)
        self.ran.append(line)
        if self.fail_at and self.fail_at in line:
            raise subprocess.CalledProcessError(100, command)
        for pattern, act in (
            (r"apt-get .* install --no-install-recommends (.*)", self.apt),
            (r"groupadd --system (\S+)", lambda name: self.add("etc/group", name)),
            (r"useradd .*--groups (\S+) .* (\S+)", self.useradd),
            (r"usermod --append --groups (\S+) (\S+)", self.join),
            (r"gpasswd --delete (\S+) (\S+)", self.leave),
            (r"groupdel (\S+)", lambda name: self.drop("etc/group", name)),
            (r"userdel (\S+)", self.userdel),
            (r"\S+ -m venv .* (\S+)", self.venv),
            (r"\S+ -m pip .* (/opt/acupacer/source\S*)$", self.pip),
            (r"apt-get .* (update)|apt-mark auto (.*)", lambda *names: None),
        ):
            found = re.search(pattern, line)
            if found:
                act(*found.groups())
                return
        raise AssertionError(f"unknown command {line}")

    def path(self, name):
        return self.root / name.lstrip("/")

    def text(self, name):
        return self.path(name).read_text()

    def apt(self, names):
        for name in names.split():
            self.add(
                "var/lib/dpkg/status", "", f"Package: {name}\nStatus: install ok installed\n\n"
            )

    def useradd(self, groups, name):
        self.add("etc/passwd", name, f"{name}:x:990:990::/:/usr/sbin/nologin\n")
        self.add("etc/group", name)
        self.join(groups, name)

    def userdel(self, name):
        self.drop("etc/passwd", name)
        self.drop("etc/group", name)
        for group in ("gpio", "i2c", "dialout"):
            self.leave(name, group)

    def join(self, groups, name):
        for group in groups.split(","):
            self.members(group, lambda found: [*found, name])

    def leave(self, name, group):
        self.members(group, lambda found: [member for member in found if member != name])

    def members(self, group, change):
        lines = [line.split(":") for line in self.text("etc/group").splitlines()]
        for fields in lines:
            if fields[0] == group:
                fields[3] = ",".join(
                    change([member for member in fields[3].split(",") if member])
                )
        self.path("etc/group").write_text("".join(":".join(line) + "\n" for line in lines))

    def add(self, table, name, line=None):
        with self.path(table).open("a") as file:
            file.write(line or f"{name}:x:990:\n")

    def drop(self, table, name):
        lines = self.text(table).splitlines(keepends=True)
        self.path(table).write_text("".join(x for x in lines if not x.startswith(name + ":")))

    def venv(self, name):
        version = (self.root / "usr/bin/python3").readlink().name
        shutil.rmtree(self.path(name), ignore_errors=True)
        (self.path(name) / "lib" / version).mkdir(parents=True)
        (self.path(name) / "bin").mkdir()
        (self.path(name) / "bin/python").symlink_to("/usr/bin/python3")

    def pip(self, target):
        assert self.path(target.removesuffix("[pi]")).exists(), "pip finds its source"
        self.path("/opt/acupacer/venv/bin/acupacer-device").write_text("#!\n")

    def tree(self):
        """Everything there is: path -> (mode, content or link)."""
        found = {}
        for path in sorted(self.root.rglob("*")):
            name = str(path.relative_to(self.root))
            if path.is_symlink():
                found[name] = ("link", str(path.readlink()))
            elif path.is_file():
                found[name] = (path.stat().st_mode & 0o777, path.read_bytes())
            else:
                found[name] = (path.stat().st_mode & 0o777, None)
        return found


@pytest.fixture
def pi(tmp_path, monkeypatch):
    """A Raspberry Pi OS of plain files; the installer installs a tiny checkout."""
    checkout = tmp_path / "checkout"
    (checkout / "firmware" / "acupacer").mkdir(parents=True)
    (checkout / "pyproject.toml").write_text("[project]\n")
    (checkout / "firmware" / "acupacer" / "a.py").write_text("a = 1\n")
    (checkout / "firmware" / "acupacer" / "__pycache__").mkdir()
    (checkout / "firmware" / "acupacer" / "__pycache__" / "a.pyc").write_text("")
    monkeypatch.setattr(installer, "source_of", lambda here: checkout)
    before = os.umask(0o077)  # a careful administrator's
    made = Pretender(tmp_path / "root")
    made.checkout = checkout
    yield made
    os.umask(before)


def run(pi, *arguments):
    pi.ran.clear()
    return installer.main([*arguments, "--root", str(pi.root)], pi)


BLOCK = f"""{changes.BEGIN}
[all]
# the panel's bus, at 400 kHz
dtparam=i2c_arm=on,i2c_arm_baudrate=400000
# a process that dies lets go of its outputs: the motor goes off
dtparam=strict_gpiod
# the USB socket is a device: the serial port to the laptop
dtoverlay=dwc2,dr_mode=peripheral
{changes.END}
"""
# Everything that is new after an installation with the USB gadget, folders included.
UNITS = "etc/systemd/system"
NEW = {
    "etc/acupacer": 0o755,
    "etc/acupacer/config.toml": 0o644,
    "etc/modules-load.d": 0o755,
    "etc/modules-load.d/acupacer.conf": 0o644,
    "etc/polkit-1": 0o755,
    "etc/polkit-1/rules.d": 0o755,
    "etc/polkit-1/rules.d/50-acupacer.rules": 0o644,
    "etc/udev": 0o755,
    "etc/udev/rules.d": 0o755,
    "etc/udev/rules.d/60-acupacer.rules": 0o644,
    f"{UNITS}/acupacer-gadget.service": 0o644,
    f"{UNITS}/acupacer.service": 0o644,
    f"{UNITS}/multi-user.target.wants/acupacer.service": "/etc/systemd/system/acupacer.service",
    f"{UNITS}/usb-gadget.target.wants": 0o755,
    f"{UNITS}/usb-gadget.target.wants/acupacer-gadget.service": (
        "/etc/systemd/system/acupacer-gadget.service"
    ),
    "opt": 0o755,
    "opt/acupacer": 0o755,
    "opt/acupacer/installed.json": 0o644,
    "opt/acupacer/outputs-low": 0o755,
    "opt/acupacer/usb-gadget": 0o755,
    "usr/local/bin/acupacer-device": "/opt/acupacer/venv/bin/acupacer-device",
}
PIP = "/opt/acupacer/venv/bin/python -m pip --quiet --no-input --no-cache-dir install"
COMMANDS = [
    "env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes update",
    "env DEBIAN_FRONTEND=noninteractive apt-get --quiet --yes install "
    "--no-install-recommends python3-venv python3-lgpio",
    "useradd --system --user-group --groups gpio,i2c,dialout --home-dir /var/lib/acupacer "
    "--no-create-home --shell /usr/sbin/nologin acupacer",
    "/usr/bin/python3 -m venv --clear --system-site-packages /opt/acupacer/venv",
    f"{PIP} /opt/acupacer/source[pi]",
    f"{PIP} --force-reinstall --no-deps /opt/acupacer/source",
]


def test_every_file_mode_and_command_of_an_installation(pi):
    before = pi.tree()
    assert run(pi, "install") == 0
    assert pi.ran == COMMANDS
    after = pi.tree()
    new = {
        name: entry[1] if entry[0] == "link" else entry[0]
        for name, entry in after.items()
        if name not in before and "/venv" not in name
    }
    assert new == NEW
    changed = {name for name, entry in before.items() if after[name] != entry}
    assert changed == {
        "boot/firmware/config.txt",
        "etc/group",
        "etc/passwd",
        "var/lib/dpkg/status",
    }
    assert pi.text("boot/firmware/config.txt") == CONFIG_TXT + BLOCK
    assert pi.text("boot/firmware/cmdline.txt") == CMDLINE
    assert pi.text("etc/modules-load.d/acupacer.conf").endswith("i2c-dev\nusb_f_acm\n")


def test_a_second_installation_changes_nothing(pi, capsys):
    run(pi, "install")
    before = pi.tree(), [path.lstat().st_mtime_ns for path in sorted(pi.root.rglob("*"))]
    capsys.readouterr()
    assert run(pi, "install") == 0
    assert pi.ran == []
    after = pi.tree(), [path.lstat().st_mtime_ns for path in sorted(pi.root.rglob("*"))]
    assert after == before
    assert capsys.readouterr().out == "nothing to do: all is in place\n"


@pytest.mark.parametrize("link", ["gadget", "uart"])
def test_an_uninstall_leaves_nothing(pi, link, capsys):
    before = pi.tree()
    run(pi, "install", "--link", link)
    (pi.path("/var/lib/acupacer")).mkdir()
    pi.path("/var/lib/acupacer/history.jsonl").write_text("{}\n")
    assert run(pi, "uninstall", "--purge") == 0
    after = pi.tree()
    # apt keeps what it fetched until "apt autoremove": it is only marked.
    assert pi.ran == ["userdel acupacer", "apt-mark auto python3-venv python3-lgpio"]
    del before["var/lib/dpkg/status"], after["var/lib/dpkg/status"]
    assert after == before
    capsys.readouterr()
    assert run(pi, "uninstall", "--purge") == 0
    assert capsys.readouterr().out == "nothing to do: nothing is installed\n"


def test_a_dry_run_prints_every_change_and_makes_none(pi, capsys):
    before = pi.tree()
    assert run(pi, "install", "--dry-run") == 0
    assert pi.ran == [] and pi.tree() == before
    said = capsys.readouterr().out
    for name, kind in NEW.items():
        if kind != 0o755 or name == "opt/acupacer/usb-gadget":
            assert f" /{name}" in said or name.endswith("installed.json"), name
    for line in BLOCK.splitlines():
        assert f"    {line}\n" in said
    for command in COMMANDS:
        assert command.split(" ", 2)[-1].split(" ")[-1] in said
    assert said.endswith("dry run: 15 changes would be made\n")


def test_a_dry_uninstall_prints_and_makes_nothing(pi, capsys):
    run(pi, "install")
    before = pi.tree()
    capsys.readouterr()
    assert run(pi, "uninstall", "--dry-run") == 0
    assert pi.ran == [] and pi.tree() == before
    said = capsys.readouterr().out
    assert "delete /etc/systemd/system/acupacer.service\n" in said
    assert "remove our lines from /boot/firmware/config.txt\n" in said


def test_an_uninstall_keeps_history_and_settings(pi):
    run(pi, "install")
    history = pi.path("/var/lib/acupacer/history.jsonl")
    history.parent.mkdir()
    history.write_text("{}\n")
    run(pi, "uninstall")
    assert history.read_text() == "{}\n"
    assert pi.path("/etc/acupacer/config.toml").exists()
    assert not pi.path("/opt/acupacer").exists()
    assert run(pi, "install") == 0


def test_an_uninstall_leaves_no_empty_folder(pi):
    run(pi, "install")
    pi.path("/var/lib/acupacer").mkdir()
    run(pi, "uninstall")
    assert not pi.path("/var/lib/acupacer").exists()
    run(pi, "uninstall", "--purge")
    assert not pi.path("/etc/acupacer").exists()


def test_a_bad_configuration_holds_up_no_uninstall(pi):
    run(pi, "install")
    pi.path("etc/acupacer/config.toml").write_text("[motor]\npin = 99\n")
    assert run(pi, "uninstall") == 0
    assert not pi.path("/opt/acupacer").exists()


def test_what_cannot_be_undone_is_told_and_holds_up_nothing(pi, capsys):
    run(pi, "install")
    pi.fail_at = "userdel"
    assert run(pi, "uninstall") == 1
    assert "left for you: userdel acupacer" in capsys.readouterr().err
    assert not pi.path("/opt/acupacer").exists()
    assert "acupacer" not in pi.text("boot/firmware/config.txt")


def test_a_uart_takes_the_console_off_the_port_and_the_uninstall_puts_it_back(pi):
    run(pi, "install", "--link", "uart")
    assert pi.text("boot/firmware/cmdline.txt") == "console=tty1 root=PARTUUID=1-02 rootwait\n"
    assert "enable_uart=1" in pi.text("boot/firmware/config.txt")
    assert "dwc2,dr_mode=peripheral" not in pi.text("boot/firmware/config.txt")
    assert 'port = "/dev/serial0"' in pi.text("etc/acupacer/config.toml")
    assert "DeviceAllow=char-ttyAMA rw\nDeviceAllow=char-ttyS rw" in pi.text(
        "etc/systemd/system/acupacer.service"
    )
    assert not pi.path("/opt/acupacer/usb-gadget").exists()
    run(pi, "uninstall")
    assert pi.text("boot/firmware/cmdline.txt") == CMDLINE


def test_changing_the_port_in_the_configuration_changes_the_kind_of_link(pi, capsys):
    run(pi, "install")
    pi.path("etc/acupacer/config.toml").write_text('[serial]\nport = "/dev/serial0"\n')
    assert run(pi, "install") == 0
    assert not pi.path("/etc/systemd/system/acupacer-gadget.service").exists()
    assert not pi.path("/opt/acupacer/usb-gadget").exists()
    assert pi.text("boot/firmware/config.txt").count(changes.BEGIN) == 1
    assert run(pi, "install", "--link", "gadget") == 1
    assert "change [serial] port there" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("model", "link"),
    [
        ("Raspberry Pi Zero W Rev 1.1", "gadget"),
        ("Raspberry Pi Zero 2 W Rev 1.0", "gadget"),
        ("Raspberry Pi 4 Model B Rev 1.5", "gadget"),
        ("Raspberry Pi 5 Model B Rev 1.0", "gadget"),
        ("Raspberry Pi 3 Model A Plus Rev 1.0", "gadget"),
        ("Raspberry Pi 3 Model B Plus Rev 1.3", "uart"),
        ("Raspberry Pi 2 Model B Rev 1.1", "uart"),
    ],
)
def test_the_link_is_what_the_model_can(pi, model, link):
    pi.path("proc/device-tree/model").write_text(model + "\0")
    run(pi, "install")
    is_gadget = pi.path("/etc/systemd/system/acupacer-gadget.service").exists()
    assert is_gadget == (link == "gadget")


def test_the_users_configuration_is_kept_and_the_unit_follows_it(pi):
    text = '[motor]\npin = 12\n[buzzer]\nkind = "none"\n[device]\nstate_dir = "/data/a"\n'
    pi.path("etc/acupacer").mkdir()
    pi.path("etc/acupacer/config.toml").write_text(text)
    run(pi, "install")
    assert pi.text("etc/acupacer/config.toml") == text
    unit = pi.text("etc/systemd/system/acupacer.service")
    assert "ExecStopPost=+/opt/acupacer/outputs-low 12\n" in unit
    assert "ReadWritePaths=-/data/a\n" in unit


def test_an_account_that_was_there_gets_the_groups_and_keeps_existing(pi, capsys):
    person = "acupacer:x:1000:1000::/home/acupacer:/bin/bash\n"
    pi.add("etc/passwd", "", person)
    pi.join("i2c", "acupacer")
    before = pi.text("etc/passwd"), pi.text("etc/group")
    run(pi, "install")
    added = "usermod --append --groups gpio,dialout acupacer"
    assert [line for line in pi.ran if "user" in line] == [added]
    assert "was there before, with a login (/bin/bash)" in capsys.readouterr().err
    run(pi, "uninstall", "--purge")
    assert pi.ran[:2] == [f"gpasswd --delete acupacer {name}" for name in ("gpio", "dialout")]
    assert (pi.text("etc/passwd"), pi.text("etc/group")) == before


def test_a_masked_unit_stays_masked(pi, capsys):
    units = [pi.path(f"{UNITS}/{name}.service") for name in ("acupacer", "acupacer-gadget")]
    for unit in units:
        unit.symlink_to("/dev/null")
    for arguments in (["install"], ["uninstall", "--purge"], ["install", "--link", "uart"]):
        assert run(pi, *arguments) == 0
        assert [str(unit.readlink()) for unit in units] == ["/dev/null"] * 2, arguments
        said = capsys.readouterr().err
        assert ("systemctl unmask acupacer.service\n" in said) == (arguments[0] == "install")


def test_a_unit_of_the_administrator_stays_and_one_of_any_version_of_ours_follows(pi, capsys):
    unit = pi.path(f"{UNITS}/acupacer.service")
    own = b"[Service]\nExecStart=/bin/true \xff\n"
    unit.write_bytes(own)
    run(pi, "install")
    assert "acupacer.service is not from this installer and stays" in capsys.readouterr().err
    run(pi, "uninstall")
    assert unit.read_bytes() == own
    unit.write_text(
        "# Written by the acupacer installer from its template; changes here are lost."
    )
    run(pi, "install")
    assert unit.read_text() == plan.unit(Config())


def test_lines_of_others_in_config_txt_stay(pi):
    run(pi, "install")
    path = pi.path("boot/firmware/config.txt")
    path.write_text(path.read_text().replace("400000", "100000") + "dtparam=spi=on\n")
    run(pi, "install")
    assert path.read_text() == CONFIG_TXT + "dtparam=spi=on\n" + BLOCK
    run(pi, "uninstall")
    assert path.read_text() == CONFIG_TXT + "dtparam=spi=on\n"


def test_a_new_version_is_installed_and_an_upgraded_python_gets_a_new_venv(pi):
    run(pi, "install")
    (pi.checkout / "firmware" / "acupacer" / "a.py").write_text("a = 2\n")
    run(pi, "install")
    assert pi.ran == COMMANDS[-2:]
    (pi.root / "usr/bin/python3").unlink()
    (pi.root / "usr/bin/python3").symlink_to("python3.13")
    run(pi, "install")
    assert pi.ran == COMMANDS[-3:]


def test_the_copy_that_is_built_has_no_litter(pi):
    seen = []
    pi.pip = lambda target: seen.append(
        sorted(str(p.relative_to(pi.root)) for p in pi.path("/opt/acupacer/source").rglob("*"))
    )
    run(pi, "install")
    base = "opt/acupacer/source"
    assert seen[0] == [
        f"{base}/firmware",
        f"{base}/firmware/acupacer",
        f"{base}/firmware/acupacer/a.py",
        f"{base}/pyproject.toml",
    ]


def test_the_copy_has_every_folder_that_a_package_is_made_of():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    folders = project["tool"]["setuptools"]["package-dir"].values()
    assert {Path(folder).parts[0] for folder in folders} <= set(packages.PARTS)
    assert set(packages.FILES) >= {project["project"]["readme"], "setup.py"}
    assert all((ROOT / name).exists() for name in packages.PARTS)


@pytest.mark.parametrize("where", ["apt-get", "useradd", "venv", "--force-reinstall"])
def test_a_command_that_fails_is_named_and_the_next_run_goes_on(pi, capsys, where):
    pi.fail_at = where
    assert run(pi, "install") == 1
    assert "failed with code 100" in capsys.readouterr().err
    pi.fail_at = None
    assert run(pi, "install") == 0
    assert run(pi, "install") == 0 and pi.ran == []
    before = pi.tree()
    assert {name for name in NEW} <= set(before)


def test_a_resumed_installation_still_asks_for_the_reboot_until_there_was_one(pi, capsys):
    boot_id = pi.path("proc/sys/kernel/random/boot_id")
    boot_id.parent.mkdir(parents=True)
    boot_id.write_text("first\n")
    pi.fail_at = "--force-reinstall"  # after config.txt was changed
    run(pi, "install")
    pi.fail_at = None
    for _ in range(2):
        capsys.readouterr()
        run(pi, "install")
        assert "now: sudo reboot" in capsys.readouterr().out
    boot_id.write_text("second\n")
    run(pi, "install")
    assert capsys.readouterr().out == "nothing to do: all is in place\n"


def test_other_systems_are_refused(pi, capsys):
    pi.path("boot/firmware/config.txt").unlink()
    assert run(pi, "install") == 1
    assert "not Raspberry Pi OS bookworm or later" in capsys.readouterr().err
    pi.path("boot/firmware/config.txt").write_text("")
    (pi.root / "usr/bin/python3").unlink()
    (pi.root / "usr/bin/python3").symlink_to("python3.9")
    assert run(pi, "install") == 1
    assert "Python 3.9: at least 3.11" in capsys.readouterr().err


def test_a_bad_configuration_is_refused_before_anything_is_done(pi, capsys):
    pi.path("etc/acupacer").mkdir()
    pi.path("etc/acupacer/config.toml").write_text("[motor]\npin = 99\n")
    before = pi.tree()
    assert run(pi, "install") == 2
    assert "motor.pin: 99 is not one of" in capsys.readouterr().err
    assert pi.ran == [] and pi.tree() == before


def test_without_sudo_nothing_is_touched(monkeypatch, capsys):
    monkeypatch.setattr(installer.os, "geteuid", lambda: 1000)
    assert installer.main(["install"]) == 2
    assert "start it with sudo" in capsys.readouterr().err


def test_the_wheel_runs_as_its_own_installer(pi, tmp_path):
    wheel = tmp_path / "acupacer-9.9.9-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for folder, name in (
            (DEPLOY, "acupacer_deploy"),
            (ROOT / "firmware/acupacer", "acupacer"),
        ):
            for path in folder.rglob("*"):
                if path.is_file() and "__pycache__" not in path.parts:
                    packed.write(path, f"{name}/{path.relative_to(folder)}")
    command = [sys.executable, f"{wheel}/acupacer_deploy", "install", "--dry-run"]
    done = subprocess.run(
        [*command, "--root", str(pi.root)], capture_output=True, text=True, cwd="/", check=True
    )
    assert f"install /opt/acupacer/source/{wheel.name}[pi]\n" in done.stdout


def test_the_checkout_knows_itself():
    real = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(real)
    assert real.source_of(DEPLOY) == ROOT


def test_setting_the_clock_is_allowed_only_when_configured():
    fixed = plan.unit(Config())
    assert "CapabilityBoundingSet=\n" in fixed and "clock_settime" not in fixed
    free = plan.unit(parse({"clock": {"set_system": True}}, "x"))
    assert "AmbientCapabilities=CAP_SYS_TIME\n" in free and "clock_settime" in free


def test_the_unit_lets_the_program_step_back_behind_what_switches_its_pins():
    unit = plan.unit(Config())
    assert "\nNice=-15\n" in unit
    _, after = unit.split("\nSystemCallFilter=~@privileged @resources\n")
    assert "SystemCallFilter=setpriority\n" in after


def test_the_unit_has_the_whole_last_line_of_defence():
    unit = plan.unit(Config())
    for line in (
        "Type=notify",
        "NotifyAccess=main",
        "WatchdogSec=4",
        "Restart=always",
        "WatchdogSignal=SIGKILL",
        "ExecStopPost=+/opt/acupacer/outputs-low 18 13",
        "User=acupacer",
        "SupplementaryGroups=gpio i2c dialout",
        "DevicePolicy=closed",
        "ProtectSystem=strict",
        "NoNewPrivileges=yes",
    ):
        assert f"\n{line}\n" in unit
    assert "@" not in re.sub(r"@(system-service|privileged|resources)", "", unit)


@pytest.fixture
def units(tmp_path):
    """The units with programs that exist here, for systemd's own checks."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    made = {"acupacer.service": plan.unit(Config())}
    made["acupacer-gadget.service"] = plan.gadget_unit(plan.BY_INSTALLER)
    for name, text in made.items():
        text = re.sub(r"/opt/acupacer/\S+", "/bin/true", text)
        (tmp_path / name).write_text(text)
    return tmp_path


def test_systemd_finds_no_fault_in_the_units(units):
    for name in ("acupacer.service", "acupacer-gadget.service"):
        done = subprocess.run(
            ["systemd-analyze", "verify", units / name], capture_output=True, text=True
        )
        assert name not in done.stderr, done.stderr


def test_systemd_rates_the_service_as_well_confined(units):
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=15", "--no-pager",
         units / "acupacer.service"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-300:]


def test_what_a_command_says_is_passed_on_and_a_failure_is_one(capsys):
    run = target_system.run_on(Path("/"))
    run(["echo", "Setting up python3-lgpio"])
    assert capsys.readouterr().out == "Setting up python3-lgpio\n"
    with pytest.raises(subprocess.CalledProcessError) as failed:
        run(["false"])
    assert (failed.value.returncode, failed.value.cmd) == (1, ["false"])
