"""The USB gadget script on a folder in the place of /sys."""

import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "firmware" / "deploy" / "files" / "usb-gadget"
GADGET = "kernel/config/usb_gadget/acupacer"
EXPECTED = {
    "UDC": "3f980000.usb",
    "bcdDevice": "0x0100",
    "bcdUSB": "0x0200",
    "bDeviceClass": "0xef",
    "bDeviceSubClass": "0x02",
    "bDeviceProtocol": "0x01",
    "idVendor": "0x1d6b",
    "idProduct": "0x0104",
    "strings/0x409/manufacturer": "acupacer",
    "strings/0x409/product": "acupacer",
    "strings/0x409/serialnumber": "pi-89abcdef",
    "configs/c.1/strings/0x409/configuration": "serial link",
    "configs/c.1/MaxPower": "500",
}


class Sysfs:
    """Plain files; ``rmdir`` also takes what configfs makes and removes itself."""

    def __init__(self, root):
        self.root = root
        tools = root / "tools"
        tools.mkdir()
        self.tool(tools / "modprobe", 'echo "$*" >>"$ACUPACER_SYS/modprobed"')
        self.tool(
            tools / "rmdir",
            'find "$1" -maxdepth 1 -type f -delete\n'
            'for own in strings configs functions; do /bin/rmdir "$1/$own" 2>/dev/null; done\n'
            'exec /bin/rmdir "$1" 2>&1',
        )
        self.environ = {"PATH": f"{tools}:{os.environ['PATH']}", "ACUPACER_SYS": str(root)}
        (root / "kernel/config/usb_gadget").mkdir(parents=True)
        (root / "class/udc/3f980000.usb").mkdir(parents=True)
        (root / "firmware/devicetree/base").mkdir(parents=True)
        (root / "firmware/devicetree/base/serial-number").write_text("0000000089abcdef\0")

    def tool(self, path, text):
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def run(self, *arguments):
        return subprocess.run(
            ["sh", SCRIPT, *arguments], env=self.environ, capture_output=True, text=True
        )

    def files(self):
        base = self.root / GADGET
        return {
            str(path.relative_to(base)): path.read_text().strip()
            for path in base.rglob("*")
            if path.is_file() and not path.is_symlink()
        }


@pytest.fixture
def sysfs(tmp_path):
    return Sysfs(tmp_path)


def test_start_makes_a_serial_port_with_our_own_strings(sysfs):
    assert sysfs.run("start").returncode == 0
    assert sysfs.files() == EXPECTED
    link = sysfs.root / GADGET / "configs/c.1/acm.usb0"
    assert link.readlink() == sysfs.root / GADGET / "functions/acm.usb0"
    assert (sysfs.root / "modprobed").read_text() == "libcomposite\nusb_f_acm\n"


def test_start_and_stop_may_be_repeated_and_leave_nothing(sysfs):
    for _ in range(2):
        assert sysfs.run("start").returncode == 0
        assert sysfs.run("start").returncode == 0
        assert sysfs.files() == EXPECTED
        stopped = sysfs.run("stop")
        assert (stopped.returncode, stopped.stdout + stopped.stderr) == (0, "")
        assert list((sysfs.root / "kernel/config/usb_gadget").iterdir()) == []
        assert sysfs.run("stop").returncode == 0


def test_start_goes_on_where_an_earlier_one_broke_off(sysfs):
    (sysfs.root / GADGET / "strings/0x409").mkdir(parents=True)
    assert sysfs.run("start").returncode == 0
    assert sysfs.files() == EXPECTED


def test_without_a_controller_it_says_what_is_missing(sysfs):
    (sysfs.root / "class/udc/3f980000.usb").rmdir()
    done = sysfs.run("start")
    assert done.returncode == 1
    assert "dtoverlay=dwc2,dr_mode=peripheral" in done.stderr


def test_a_board_without_a_number_still_gets_a_name(sysfs):
    (sysfs.root / "firmware/devicetree/base/serial-number").unlink()
    sysfs.run("start")
    assert sysfs.files()["strings/0x409/serialnumber"] == "pi-unknown"


def test_wrong_use_is_refused(sysfs):
    assert sysfs.run().returncode == 2
    assert sysfs.run("restart").returncode == 2
