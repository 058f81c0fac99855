"""What the Debian package is made of, and dpkg's scripts with commands that only note."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import build_deb

COMMITTED = {
    "firmware/acupacer/core/a.py": "acupacer/core/a.py",
    "firmware/acupacer/boards/pico/main.py": "",
    "firmware/acupacer/notes.txt": "",
    "firmware/deploy/plan.py": "acupacer_deploy/plan.py",
    "firmware/deploy/host/tool.py": "",
    "firmware/deploy/files/acupacer.service": "acupacer_deploy/files/acupacer.service",
    "firmware/deploy/files/usb-gadget": "",
    "shared/__init__.py": "acupacer_data/__init__.py",
    "shared/routines.json": "acupacer_data/routines.json",
    "shared/points.json": "",
    "packaging/annotations/busio.py": "busio.py",
    "host/b.py": "",
}


def test_the_program_is_that_of_the_commit(tmp_path, monkeypatch):
    """Neither what git ignores nor what changed since gets in."""
    monkeypatch.setattr(build_deb, "ROOT", tmp_path)
    for name in COMMITTED:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@localhost")
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "--no-gpg-sign", "-m", "a"]):
        subprocess.run([*git, *words], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("secret.py\n")
    (tmp_path / "firmware/acupacer/secret.py").write_text("")
    (tmp_path / "firmware/deploy/plan.py").write_text("changed")
    assert build_deb.program() == {
        f"/usr/share/acupacer/{place}": (name.encode(), 0o644)
        for name, place in COMMITTED.items()
        if place
    }


# --- dpkg's scripts -------------------------------------------------------------------

OF_SYSTEMD = ("deb-systemd-helper", "systemctl", "udevadm")
STUBS = (
    *("deb-systemd-invoke", "modprobe", "py3clean", "py3compile", "python3", "rm"),
    *("getent", "gpasswd", "groupdel", "userdel", *OF_SYSTEMD),
)


class Dpkg:
    """Calls a script of packaging on a system that is one folder."""

    def __init__(self, root):
        self.root, self.tools = root, root / "tools"
        self.record = root / "var/lib/misc/acupacer.json"
        for folder in (self.tools, self.record.parent, root / "run/systemd/system"):
            folder.mkdir(parents=True)
        for name in STUBS:
            self.command(name, 0)
        (self.tools / "grep").symlink_to(shutil.which("grep"))

    def command(self, name, code):
        """Have a command note its words and end with ``code``."""
        path = self.tools / name
        path.write_text(
            f'#!{shutil.which("sh")}\necho "{name} $*" >>{self.root}/ran\nexit {code}\n'
        )
        path.chmod(0o755)

    def call(self, script, *words):
        """What the script ran; its code must be 0."""
        (self.root / "ran").write_text("")
        text = (build_deb.PACKAGING / script).read_text(encoding="utf-8")
        for folder in ("/run/", "/var/", "/opt/", "/boot/", "/etc/", "/usr/"):
            text = text.replace(f" {folder}", f" {self.root}{folder}")
            text = text.replace(f"={folder}", f"={self.root}{folder}")
        done = subprocess.run(
            [shutil.which("sh"), "-s", "--", *words],
            input=text, env={"PATH": str(self.tools)}, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, (script, words, done.stderr)
        return (self.root / "ran").read_text().replace(str(self.root), "").splitlines()


@pytest.fixture
def dpkg(tmp_path):
    return Dpkg(tmp_path)


@pytest.mark.parametrize(
    "verb", ["configure", "abort-upgrade", "abort-remove", "abort-deconfigure"]
)
def test_what_dpkg_gave_up_goes_on_as_after_an_installation(dpkg, verb):
    ran = dpkg.call("postinst", verb, "0.2.0")
    assert ran[0] == "py3compile -p acupacer /usr/share/acupacer"
    assert ran[-1] == "deb-systemd-invoke start acupacer.service"


def test_a_postinst_asked_for_something_else_does_nothing(dpkg):
    assert dpkg.call("postinst", "triggered") == []


@pytest.mark.parametrize("verb", ["upgrade", "remove"])
def test_what_systemd_cannot_do_wedges_neither_removal_nor_upgrade(dpkg, verb):
    dpkg.command("deb-systemd-invoke", 5)
    dpkg.command("systemctl", 1)
    assert "deb-systemd-invoke stop acupacer.service" in dpkg.call("prerm", verb)
    assert "systemctl --system daemon-reload" in dpkg.call("postinst", "configure")
    assert "systemctl --system daemon-reload" in dpkg.call("postrm", verb)


def test_a_purge_takes_only_what_the_package_brought(dpkg):
    deletes = ["rm -rf /var/lib/acupacer /etc/acupacer", "rm -f /var/lib/misc/acupacer.json"]
    records = {
        "": [],
        '{"users": ["acupacer"]}': ["getent passwd acupacer", "userdel acupacer"],
        '{"groups": ["i2c"], "folders": ["/var/lib/acupacer"]}': ["groupdel i2c"],
        '{"memberships": ["acupacer:gpio"]}': ["gpasswd --delete acupacer gpio"],
    }
    for record, commands in records.items():
        dpkg.record.write_text(record)
        ran = dpkg.call("postrm", "purge")
        found = [line for line in ran if not line.startswith(OF_SYSTEMD)]
        assert found == [*commands, *deletes], record
