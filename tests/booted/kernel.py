"""The kernel that is booted: Debian's own packages, and simulated lines built for it.

vmlinuz         Debian's kernel image, untouched
root/lib/modules  the few modules the tests load (see gpio_module for the lines)
initramfs.gz    what loads the disk's driver and hands over to systemd
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import apt
import gpio_module
import initramfs
from cache import kept
from needs import NotPossible

HERE = Path(__file__).parent
RECIPES = [HERE / name for name in ("kernel.py", "gpio_module.py", "initramfs.py")]
RECIPES += [HERE / "guest/init"]
PACKAGES = ("busybox-static", "kmod", "make", "gcc", "xz-utils")
DISK_MODULES = ("virtio_pci", "nfit", "nd_pmem", "crc32c_generic", "ext4")
USED_MODULES = ("virtio_console", "configfs", "autofs4", "dummy_hcd", "cdc_acm")
USED_MODULES += ("libcomposite", "usb_f_acm", "vhci_hcd", "i2c_dev", "i2c_tiny_usb")
USED_MODULES += (gpio_module.NAME,)


@dataclass(frozen=True)
class Kernel:
    """What is needed to boot. ``modules``: becomes /lib/modules."""

    image: Path
    initramfs: Path
    modules: Path


def kernel():
    """The kernel, made if need be. Raises NotPossible when packages cannot be had.

    Blocks: half a minute when it has to be made, and 280 MB of downloads.
    """
    folder = kept("kernel", RECIPES, _make)
    return Kernel(folder / "vmlinuz", folder / "initramfs.gz", folder / "root/lib/modules")


def _make(folder):
    apt.install(*PACKAGES)
    version = _version()
    apt.install(f"linux-headers-{version}")
    work = folder / "work"
    work.mkdir()
    source = "linux-source-" + ".".join(version.split(".")[:2])
    apt.download(work, f"linux-image-{version}", source)
    whole = _unpack(work, version)
    gpio_module.build(work, version, whole / "lib/modules" / version / "extra")
    _keep(folder, whole, version)
    shutil.rmtree(work)


def _version():
    """The version Debian's kernel package stands for, such as 6.1.0-50-amd64."""
    for is_fresh in (False, True):
        if is_fresh:
            apt.update()
        shown = subprocess.run(
            ["apt-cache", "depends", "linux-image-amd64"], capture_output=True, text=True
        )
        for line in shown.stdout.splitlines():
            _, is_version, name = line.partition("Depends: linux-image-")
            if is_version:
                return name.strip()
    raise NotPossible("apt knows no package linux-image-amd64")


def _unpack(work, version):
    whole = work / "whole"
    (package,) = work.glob(f"linux-image-{version}_*.deb")
    subprocess.run(["dpkg", "-x", package, whole], check=True)
    return whole


def _keep(folder, whole, version):
    """Copy the few files out of the unpacked package that the tests use."""
    subprocess.run(["depmod", "-b", whole, version], check=True)
    modules = whole / "lib/modules" / version
    shutil.copy(whole / f"boot/vmlinuz-{version}", folder / "vmlinuz")
    initramfs.write(
        folder / "initramfs.gz", HERE / "guest/init", _load_order(modules, DISK_MODULES)
    )
    few = folder / "root/lib/modules" / version
    for path in _load_order(modules, USED_MODULES):
        target = few / path.relative_to(modules)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for name in ("modules.builtin", "modules.builtin.modinfo", "modules.order"):
        shutil.copy(modules / name, few)
    subprocess.run(["depmod", "-b", folder / "root", version], check=True)


def _load_order(modules, names):
    """Files of the modules ``names`` and of all they need, those first."""
    needs = {}
    for line in (modules / "modules.dep").read_text().splitlines():
        path, _, others = line.partition(":")
        needs[Path(path).stem.replace("-", "_")] = (path, others.split())
    order = []
    for name in names:
        path, others = needs[name]
        order += [other for other in [*reversed(others), path] if other not in order]
    return [modules / path for path in order]
