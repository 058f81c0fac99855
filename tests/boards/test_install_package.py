"""What the Debian package leaves to the installer it carries, and ``acupacer-device setup``."""

import pytest
import test_install
from acupacer.boards.pi import main
from acupacer.boards.pi.config import Config
from test_install import BLOCK, CMDLINE, CONFIG_TXT, installer, plan, run, target_system

pi = test_install.pi  # the fixture
UNIT = "etc/systemd/system/acupacer.service"
GADGET = "etc/systemd/system/usb-gadget.target.wants/acupacer-gadget.service"
RECORD = "var/lib/misc/acupacer.json"
USERADD = test_install.COMMANDS[2]


@pytest.fixture
def packaged(pi, monkeypatch):
    """The same Pi with the Debian package's files, its installer not run yet."""
    monkeypatch.setattr(installer, "places_of", lambda here: installer.BY_DPKG)
    monkeypatch.setattr(installer, "source_of", lambda here: None)
    return pi


def test_dpkg_leaves_users_configuration_and_link_and_keeps_off_the_boot_files(packaged):
    before = packaged.tree()
    assert run(packaged, "setup", "--keep-boot-files") == 0
    assert packaged.ran == [USERADD]
    new = {name for name in packaged.tree() if name not in before}
    folders = {"etc/acupacer", "etc/systemd/system/usb-gadget.target.wants", "var/lib/misc"}
    assert new == {*folders, "etc/acupacer/config.toml", GADGET, RECORD}
    assert packaged.text("boot/firmware/config.txt") == CONFIG_TXT
    assert packaged.path(GADGET).readlink().parts[:3] == ("/", "usr", "lib")
    assert run(packaged, "setup", "--keep-boot-files") == 0 and packaged.ran == []


def test_set_up_adds_the_boot_lines_and_its_undoing_takes_them_back(packaged, capsys):
    run(packaged, "setup", "--keep-boot-files")
    before = packaged.tree()
    assert run(packaged, "setup", "--dry-run") == 0 and packaged.tree() == before
    assert run(packaged, "setup") == 0 and packaged.ran == []
    assert packaged.text("boot/firmware/config.txt") == CONFIG_TXT + BLOCK
    capsys.readouterr()
    assert run(packaged, "setup", "--undo") == 0
    assert "remove our lines from /boot/firmware/config.txt" in capsys.readouterr().out
    after = packaged.tree()
    assert after.pop("etc/systemd/system/usb-gadget.target.wants")
    assert before.pop("etc/systemd/system/usb-gadget.target.wants")
    del before[GADGET]  # which dpkg's own run had made
    assert after == before
    assert run(packaged, "setup", "--undo") == 0


def test_a_unit_that_differs_from_the_packaged_one_goes_where_systemd_prefers_it(packaged):
    path = packaged.path("etc/acupacer/config.toml")
    path.parent.mkdir()
    path.write_text("[motor]\npin = 12\n")
    run(packaged, "setup")
    unit = packaged.text(UNIT)
    assert "ExecStopPost=+/usr/libexec/acupacer/outputs-low 12 13\n" in unit
    assert "ExecStart=/usr/bin/acupacer-device run\n" in unit
    path.write_text("")
    run(packaged, "setup")
    assert not packaged.path(UNIT).exists()


def test_a_uart_is_set_up_and_given_back(packaged):
    run(packaged, "setup", "--link", "uart")
    assert "console=serial0" not in packaged.text("boot/firmware/cmdline.txt")
    assert not packaged.path(GADGET).exists()
    assert "DeviceAllow=char-ttyAMA rw" in packaged.text(UNIT)
    run(packaged, "setup", "--undo")
    assert packaged.text("boot/firmware/cmdline.txt") == CMDLINE
    assert packaged.text("boot/firmware/config.txt") == CONFIG_TXT
    assert not packaged.path(UNIT).exists()


def test_the_package_is_taken_off_by_apt(packaged, capsys):
    assert run(packaged, "uninstall") == 2
    assert "sudo apt remove acupacer" in capsys.readouterr().err


def test_the_installer_gives_way_to_the_package(pi, capsys):
    stanza = "Package: acupacer\nStatus: install ok installed\n\n"
    pi.add("var/lib/dpkg/status", "", stanza)
    before = pi.tree()
    assert run(pi, "install") == 1
    assert "first: sudo apt remove acupacer" in capsys.readouterr().err
    assert pi.tree() == before
    removed = pi.text("var/lib/dpkg/status").replace(
        stanza, "Package: acupacer\nStatus: deinstall ok config-files\n\n"
    )
    pi.path("var/lib/dpkg/status").write_text(removed)
    assert run(pi, "install") == 0


def test_an_installation_follows_its_configuration_without_its_wheel(pi, capsys):
    assert run(pi, "setup") == 1
    assert "nothing is installed in /opt/acupacer/venv" in capsys.readouterr().err
    run(pi, "install")
    pi.path("etc/acupacer/config.toml").write_text("[motor]\npin = 12\n")
    assert run(pi, "setup") == 0
    assert pi.ran == [] and "outputs-low 12 13\n" in pi.text(UNIT)
    assert run(pi, "setup", "--undo") == 2
    assert "uninstall takes back" in capsys.readouterr().err


def test_the_package_carries_the_rules_and_units_of_the_installer():
    files = plan.packaged_files()
    text, mode = files["/usr/lib/systemd/system/acupacer.service"]
    ours = plan.unit(Config()).replace("/opt/acupacer/venv/bin/", "/usr/bin/")
    assert (text, mode) == (ours.replace("/opt/acupacer/", "/usr/libexec/acupacer/"), 0o644)
    executable = {name for name, (_, mode) in files.items() if mode == 0o755}
    assert executable == {f"/usr/libexec/acupacer/{name}" for name in plan.SCRIPTS}
    rules = [text for name, (text, _) in files.items() if name.endswith((".rules", ".conf"))]
    assert sorted(rules) == sorted(map(plan.text, plan.RULES.values()))


def test_the_device_hands_set_up_to_the_installer_that_came_along(tmp_path, capfd):
    assert main.main(["setup", "--root", str(tmp_path)]) == 1
    assert "nothing is installed in /opt/acupacer/venv" in capfd.readouterr().err


def test_a_mask_and_a_unit_of_the_administrator_outlive_upgrade_and_removal(packaged, capsys):
    unit = packaged.path(UNIT)
    for config in ("", "[motor]\npin = 12\n"):
        for make in (lambda: unit.symlink_to("/dev/null"), lambda: unit.write_text("[Unit]\n")):
            unit.unlink(missing_ok=True)
            make()
            before = packaged.tree()[UNIT]
            path = packaged.path("etc/acupacer/config.toml")
            path.parent.mkdir(exist_ok=True)
            path.write_text(config)
            capsys.readouterr()
            assert run(packaged, "setup", "--keep-boot-files") == 0
            assert "stays" in capsys.readouterr().err
            assert run(packaged, "setup", "--undo") == 0
            assert packaged.tree()[UNIT] == before


@pytest.mark.parametrize(
    "damaged", ["", '{"users": ["acu', "[]", '{"users": "acupacer"}', "\0"]
)
def test_a_damaged_record_holds_up_no_removal(packaged, capsys, damaged):
    run(packaged, "setup")
    packaged.path(RECORD).write_text(damaged)
    capsys.readouterr()
    assert run(packaged, "setup", "--undo") == 0
    assert capsys.readouterr().err.count(f"/{RECORD} is damaged") == 1
    assert packaged.text("boot/firmware/config.txt") == CONFIG_TXT
    assert not packaged.path(GADGET).is_symlink()
    assert run(packaged, "setup") == 0


def test_a_record_is_replaced_whole(packaged, monkeypatch):
    """What cannot be written leaves the old one."""
    run(packaged, "setup")
    before = packaged.text(RECORD)

    def refuse(path, target):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(target_system.Path, "replace", refuse)
    with pytest.raises(OSError):
        target_system.System(packaged.root, packaged, f"/{RECORD}").note("groups", "gpio")
    assert packaged.text(RECORD) == before
