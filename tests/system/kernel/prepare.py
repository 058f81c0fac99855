"""A kernel to boot, made once from Debian's own packages and kept in build/kernel-test.

vmlinuz        Debian's kernel image, untouched
modules/       the few modules the test loads, with lines simulated by our variant of
               Debian's gpio-sim (see gpio_module)
initramfs.gz   what mounts this computer's file system as the machine's root
ready          written last; made again whenever one of these recipes changes
"""

import hashlib
import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import gpio_module
import initramfs
from needs import NotPossible

HERE = Path(__file__).parent
CACHE = HERE.parents[2] / "build" / "kernel-test"
RECIPES = ("prepare.py", "gpio_module.py", "initramfs.py", "guest/init")
PACKAGES = ("qemu-system-x86", "busybox-static", "kmod", "make", "gcc", "xz-utils")
ROOT_MODULES = ("virtio_pci", "9pnet_virtio", "9p", "overlay")
USED_MODULES = ("dummy_hcd", "cdc_acm", "libcomposite", "usb_f_acm", "vhci_hcd")
USED_MODULES += ("i2c_dev", "i2c_tiny_usb", gpio_module.NAME)


@dataclass(frozen=True)
class Kernel:
    """What is needed to boot."""

    image: Path
    initramfs: Path
    modules: Path  # becomes /lib/modules
    version: str


def prepare(say, cache=CACHE):
    """The kernel, made if need be; ``say`` gets a line for each step with its seconds.

    Raises NotPossible when packages cannot be installed. Blocks: 30 s or as long as
    280 MB of downloads take; next to nothing once it is there.
    """
    recipe = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in RECIPES))
    made = _ready(cache, recipe.hexdigest())
    if made is not None and shutil.which("qemu-system-x86_64"):
        return made
    if os.geteuid() != 0:
        raise NotPossible(
            f"the first run installs {', '.join(PACKAGES)} and kernel headers, for which it "
            "needs root"
        )
    shutil.rmtree(cache, ignore_errors=True)
    cache.mkdir(parents=True)
    lap = _Laps(say)
    version = _kernel_version()
    _install(*PACKAGES, f"linux-headers-{version}")
    lap(f"packages installed (kernel {version})")
    work = cache / "work"
    work.mkdir()
    _download(work, f"linux-image-{version}", _source_package(version))
    lap("kernel and its source downloaded")
    root = _unpack(work, version)
    lap("kernel unpacked")
    gpio_module.build(work, version, root / "lib/modules" / version / "extra")
    lap("simulated lines built")
    made = _keep(cache, root, version)
    shutil.rmtree(work)
    (cache / "ready").write_text(
        json.dumps({"recipe": recipe.hexdigest(), "version": version}) + "\n"
    )
    lap("initramfs packed")
    return made


def _ready(cache, recipe):
    try:
        ready = json.loads((cache / "ready").read_text())
    except (OSError, ValueError):
        return None
    return _kernel(cache, ready["version"]) if ready["recipe"] == recipe else None


def _kernel(cache, version):
    return Kernel(cache / "vmlinuz", cache / "initramfs.gz", cache / "modules", version)


class _Laps:
    def __init__(self, say):
        self._say = say
        self._began_s = time.monotonic()

    def __call__(self, what):
        self._say(f"{time.monotonic() - self._began_s:6.1f} s  {what}")


# --- packages ---------------------------------------------------------------------------


def _kernel_version():
    """The version Debian's kernel package stands for, such as 6.1.0-50-amd64."""
    for is_fresh in (False, True):
        if is_fresh:
            _apt("update")
        shown = subprocess.run(
            ["apt-cache", "depends", "linux-image-amd64"], capture_output=True, text=True
        )
        for line in shown.stdout.splitlines():
            _, found, name = line.partition("Depends: linux-image-")
            if found:
                return name.strip()
    raise NotPossible("apt knows no package linux-image-amd64")


def _source_package(version):
    return "linux-source-" + ".".join(version.split(".")[:2])


def _install(*packages):
    _fresh("install", "-y", "--no-install-recommends", "--no-upgrade", "--no-remove", *packages)


def _download(folder, *packages):
    _fresh("download", *packages, cwd=folder)


def _fresh(*arguments, cwd=None):
    """An apt-get command, again with fresh package lists when it failed."""
    try:
        _apt(*arguments, cwd=cwd)
    except NotPossible:
        _apt("update")
        _apt(*arguments, cwd=cwd)


def _apt(*arguments, cwd=None):
    done = subprocess.run(
        ["apt-get", "-q", *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
    )
    if done.returncode:
        faults = [line for line in done.stderr.splitlines() if line.startswith("E:")]
        what = faults[0] if faults else f"exit code {done.returncode}"
        raise NotPossible(f"apt-get {arguments[0]} failed: {what}")


# --- files ------------------------------------------------------------------------------


def _unpack(work, version):
    root = work / "root"
    (package,) = work.glob(f"linux-image-{version}_*.deb")
    subprocess.run(["dpkg", "-x", package, root], check=True)
    return root


def _keep(cache, root, version):
    """Copy the few files out of the unpacked package that the test uses."""
    made = _kernel(cache, version)
    subprocess.run(["depmod", "-b", root, version], check=True)
    whole = root / "lib/modules" / version
    shutil.copy(root / f"boot/vmlinuz-{version}", made.image)
    initramfs.write(made.initramfs, HERE / "guest/init", _load_order(whole, ROOT_MODULES))
    few = made.modules / version
    for path in _load_order(whole, USED_MODULES):
        target = few / path.relative_to(whole)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    for name in ("modules.builtin", "modules.builtin.modinfo", "modules.order"):
        shutil.copy(whole / name, few)
    base = cache / "work" / "base"
    (base / "lib").mkdir(parents=True)
    (base / "lib/modules").symlink_to(made.modules)
    subprocess.run(["depmod", "-b", base, version], check=True)
    return made


def _load_order(whole, names):
    """Files of the modules ``names`` and of all they need, those first."""
    needs = {}
    for line in (whole / "modules.dep").read_text().splitlines():
        path, _, others = line.partition(":")
        needs[Path(path).stem.replace("-", "_")] = (path, others.split())
    order = []
    for name in names:
        path, others = needs[name]
        order += [each for each in [*reversed(others), path] if each not in order]
    return [whole / path for path in order]
