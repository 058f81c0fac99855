"""The disk that is booted: a Debian as small as a Pi's "Lite", ready to be installed on.

What Raspberry Pi OS has and Debian lacks is put in its place: /boot/firmware,
python3-lgpio and a newer python3-gpiozero. What is fetched from the network lies on the
disk instead: packages for apt in /srv/archive, wheels for pip in /srv/wheels. /srv/laptop
has what the laptop's command line needs, /srv/rig what plays the outside (guest/).
"""

import hashlib
import json
import shutil
import sys
import zipfile
from pathlib import Path

import debian
from acupacer.boards.pi.config import Config
from cache import kept
from debian import run
from wires import wiring

HERE = Path(__file__).parent
# Nothing of this computer's own settings, such as where its pip looks.
PLAIN = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
DISK_BYTES = 1792 * 1024 * 1024  # in whole 128 MB, as memory has to be
# Of the packages that are made here.
DEPENDS = {"lgpio": "python3", "gpiozero": "python3, python3-colorzero"}
FILES = {
    "etc/fstab": "/dev/pmem0 / ext4 defaults,noatime 0 1\n",
    "etc/hostname": "pi\n",
    "etc/hosts": "127.0.0.1 localhost pi\n",
    "etc/pip.conf": "[global]\nno-index = true\nfind-links = /srv/wheels\n",
    "etc/apt/sources.list": "deb [trusted=yes] file:/srv/archive ./\n",
    "boot/firmware/config.txt": "# For more options see the documentation\n[all]\n",
    "boot/firmware/cmdline.txt": "console=serial0,115200 console=tty1 root=/dev/mmcblk0p2\n",
}


def fresh(suite, modules, wheel):
    """The image of a card with Debian ``suite`` and nothing of ours but the rig.

    ``modules``: its /lib/modules; ``wheel``: for the laptop's command line, and on the
    card in /root. Raises NotPossible when something cannot be had. Blocks: a minute, when
    nothing was fetched yet some minutes.
    """
    return _disk("fresh", suite, modules, wheel, lambda root: None)


def installed(suite, modules, wheel, older=None):
    """The same with the device installed, as on a mounted card (--root). Blocks: as above.

    ``older``: the wheel to install, when it is another one.
    """
    kind, ours = ("installed", wheel) if older is None else ("older", older)
    return _disk(kind, suite, modules, wheel, lambda root: _install(root, ours), ours)


def _disk(kind, suite, modules, wheel, install, *more):
    code = [HERE / name for name in ("disk.py", "debian.py")]
    recipe = [*code, *_files(HERE / "guest"), *_files(modules), wheel, *more, kind]

    def make(folder):
        root = folder / "root"
        _fill(root, folder, debian.base(suite), modules, wheel)
        install(root)
        _pack(root, folder / "disk.img")

    return kept(f"{kind}-{suite}", recipe, make) / "disk.img"


def _files(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in found if path.suffix != ".pyc")


def _fill(root, work, base, modules, wheel):
    root.mkdir()
    run("tar", "--extract", f"--file={base}/base.tar", f"--directory={root}", "--numeric-owner")
    for name in ("sources.list.d", "apt.conf.d/99mmdebstrap"):
        path = root / "etc/apt" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for name, text in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    shutil.copytree(base / "wheels", root / "srv/wheels")
    _pack_module(base / "lgpio", "lgpio", work, root / "srv/archive")
    _pack_module(base / "wheels", "gpiozero", work, root / "srv/archive")
    _list_archive(root / "srv/archive")
    shutil.copytree(modules, root / "usr/lib/modules", dirs_exist_ok=True)
    shutil.copy(wheel, root / "root")
    _unpack_laptop(root, wheel)
    _put_rig(root)


def _put_rig(root):
    shutil.copytree(HERE / "guest/units", root / "etc/systemd/system", dirs_exist_ok=True)
    (root / "srv/rig").mkdir()
    for path in (*(HERE / "guest").glob("*.py"), HERE / "guest/hardware.sh"):
        shutil.copy(path, root / "srv/rig")
    (root / "srv/rig/wiring.json").write_text(json.dumps(wiring(Config())))
    wanted = root / "etc/systemd/system/basic.target.wants/rig.service"
    wanted.parent.mkdir(parents=True, exist_ok=True)
    wanted.symlink_to("/etc/systemd/system/rig.service")
    run("chroot", root, "python3", "-m", "compileall", "-q", "/srv", environment=PLAIN)


def _install(root, wheel):
    run(
        sys.executable, f"{wheel}/acupacer_deploy", "install", "--root", root, environment=PLAIN
    )


def _pack(root, image):
    run("truncate", f"--size={DISK_BYTES}", image)
    run("mkfs.ext4", "-q", "-d", root, image)
    shutil.rmtree(root)


def _unpack_laptop(root, wheel):
    """The command line and its libraries, as import paths rather than one more venv."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(root / "srv/acupacer")
    names = ("click", "rich", "pyserial", "platformdirs", "pillow", "markdown_it_py", "mdurl")
    for wheel in (root / "srv/wheels").glob("*.whl"):
        if wheel.name.split("-")[0].lower() in (*names, "pygments"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(root / "srv/laptop")


def _pack_module(wheels, name, work, archive):
    """A Python module as a package made of its wheel, as Raspberry Pi OS has it."""
    tree = work / name
    packages = tree / "usr/lib/python3/dist-packages"
    (wheel,) = wheels.glob(f"{name}-*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(packages)
    for module in packages.glob("_lgpio.*.so"):
        module.rename(packages / "_lgpio.so")
    control = tree / "DEBIAN/control"
    control.parent.mkdir()
    control.write_text(
        f"Package: python3-{name}\nVersion: {wheel.name.split('-')[1]}\nArchitecture: amd64\n"
        f"Depends: {DEPENDS[name]}\nMaintainer: nobody <nobody@localhost>\n"
        f"Description: {name} as on Raspberry Pi OS\n"
    )
    run("dpkg-deb", "--build", "--root-owner-group", tree, archive)
    shutil.rmtree(tree)


def _list_archive(archive):
    """What apt reads of a flat archive."""
    stanzas = []
    for package in sorted(archive.glob("*.deb")):
        data = package.read_bytes()
        control = run("dpkg-deb", "--field", package)
        digest = hashlib.sha256(data).hexdigest()
        where = f"Filename: ./{package.name}\nSize: {len(data)}\nSHA256: {digest}\n"
        stanzas.append(control.rstrip("\n") + "\n" + where)
    (archive / "Packages").write_text("\n".join(stanzas))
