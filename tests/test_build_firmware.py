"""The build of the firmware images, with nothing fetched and nothing compiled."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from acupacer_host.image import uf2

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
import build_firmware

VERSIONS = "".join(f"installed {package} 1.2-3\n" for package in build_firmware.TOOLS)


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    monkeypatch.setattr(build_firmware, "CACHE", tmp_path / "cache")
    monkeypatch.setattr(build_firmware, "DIST", tmp_path / "dist")
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


@pytest.fixture
def firmware(monkeypatch, tmp_path):
    """A checkout with two files to freeze."""
    monkeypatch.setattr(build_firmware, "ROOT", tmp_path / "checkout")
    folder = tmp_path / "checkout/firmware"
    for name in ("acupacer/core/routine/duration.py", "pico/manifest.py"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(f"# {name}\n")
    return folder


class Machine:
    """Stands in for ``run``: compiles in no time, and keeps what was called."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        self.calls: list[list[str]] = []
        self.packages = VERSIONS

    def run(self, *command, folder=None, **variables):
        words = [str(word) for word in command]
        self.calls.append(words)
        if words[0] == "cmake":
            build = Path(words[words.index("-B") + 1])
            build.mkdir(exist_ok=True)
            (build / "firmware.bin").write_bytes(build.name.encode() * 100)
        return self.packages

    @property
    def compiled(self) -> list[str]:
        """The boards compiled so far."""
        return [
            word.rpartition("=")[2]
            for words in self.calls
            for word in words
            if word.startswith("-DMICROPY_BOARD=")
        ]


@pytest.fixture
def machine(monkeypatch, cache, tmp_path):
    machine = Machine(cache)
    monkeypatch.setattr(build_firmware, "run", machine.run)
    monkeypatch.setattr(build_firmware.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(build_firmware, "sources", lambda: tmp_path / "sources")
    return machine


# --- tools ------------------------------------------------------------------------------


def test_every_missing_package_is_named_at_once(machine):
    machine.packages = VERSIONS.replace("installed cmake ", "config-files cmake ")
    machine.packages = machine.packages.replace("installed gcc-arm-none-eabi 1.2-3\n", "")
    words = "apt install --no-install-recommends gcc-arm-none-eabi cmake$"
    with pytest.raises(build_firmware.BuildFailed, match=words):
        build_firmware.check_tools()
    machine.packages = VERSIONS
    assert build_firmware.check_tools()[0] == "gcc-arm-none-eabi 1.2-3"


def test_another_system_is_told_what_it_takes(tmp_path):
    environ = {**os.environ, "PATH": str(tmp_path), "ACUPACER_CACHE": str(tmp_path / "c")}
    tool = ROOT / "tools" / "build_firmware.py"
    done = subprocess.run([sys.executable, tool], env=environ, text=True, capture_output=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "make firmware: the image is built from Debian's packages: use Debian 12 or 13\n"
    )


def test_apt_is_pointed_at_lists_and_sources_of_our_own(cache):
    command = [str(word) for word in build_firmware.apt_command()]
    own = cache / "apt"
    assert command == [
        "apt-get",
        "-q",
        f"-oDir={own}",
        f"-oDir::State::Status={own}/status",
        "-oAPT::Sandbox::User=root",
        "-oAPT::Update::Error-Mode=any",
    ]
    files = sorted(str(path.relative_to(own)) for path in own.rglob("*") if path.is_file())
    assert files == ["etc/apt/sources.list", "status"]
    lines = (own / "etc/apt/sources.list").read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["deb", "deb-src"]
    assert {line.split(maxsplit=2)[2] for line in lines} == {
        "http://deb.debian.org/debian trixie main"
    }


def test_a_step_that_fails_shows_its_last_lines_and_where_the_log_is(cache):
    script = "echo first; seq 30 >&2; exit 3"
    with pytest.raises(build_firmware.BuildFailed) as caught:
        build_firmware.run("sh", "-c", script)
    lines = str(caught.value).split("\n")
    assert lines[0] == f"sh failed; the whole log is in {cache}/build.log"
    assert lines[1:] == [str(number) for number in range(16, 31)]
    assert "first\n1\n2\n" in (cache / "build.log").read_text()


def test_who_waits_for_the_compiler_hears_how_far_it_is():
    assert build_firmware._sign(["cc ..."], 6) == "          ... 6 s"
    output = ["[  3%] Building", "[ 45%] Building C object a.c.o", "a.c: note: 99%"]
    assert build_firmware._sign(output, 9) == "          45 %, 9 s"


def test_an_image_that_would_reach_into_the_files_is_none(machine, cache, monkeypatch):
    board, family, _ = build_firmware.BOARDS["pico"]
    monkeypatch.setitem(build_firmware.BOARDS, "pico", (board, family, 999))
    with pytest.raises(build_firmware.BuildFailed, match="1000 bytes, 999 fit"):
        build_firmware.build("pico", cache / "tree", cache / "build-pico")
    monkeypatch.setitem(build_firmware.BOARDS, "pico", (board, family, 1000))
    assert build_firmware.build("pico", cache / "tree", cache / "build-pico")


# --- what goes in -----------------------------------------------------------------------


def staged(tree: Path) -> list[str]:
    return sorted(str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file())


def test_the_tree_has_what_is_frozen_and_nothing_that_went(firmware):
    (firmware / "acupacer/core/__pycache__").mkdir()
    (firmware / "acupacer/core/__pycache__/device.pyc").touch()
    tree = build_firmware.stage_sources()
    generated = [f"generated/{name}/acupacer_image.py" for name in ("pico", "pico2")]
    files = [
        "firmware/acupacer/core/routine/duration.py",
        "firmware/pico/manifest.py",
        *generated,
    ]
    assert staged(tree) == files
    (firmware / "acupacer/core/routine/duration.py").unlink()
    assert build_firmware.stage_sources() == tree
    assert staged(tree) == files[1:]


def test_only_what_changed_is_written(firmware):
    tree = build_firmware.stage_sources()
    changed = tree / "firmware/pico/manifest.py"
    unchanged = tree / "firmware/acupacer/core/routine/duration.py"
    for path in (changed, unchanged):
        os.utime(path, (1000, 1000))
    (firmware / "pico/manifest.py").write_text("# changed\n")
    build_firmware.stage_sources()
    assert changed.read_text() == "# changed\n" and changed.stat().st_mtime > 1000
    assert unchanged.stat().st_mtime == 1000


def test_the_digest_is_of_bytes_names_tools_and_packages(firmware, monkeypatch):
    tree = build_firmware.stage_sources()
    tools = ["gcc-arm-none-eabi 1.2-3"]
    before = build_firmware.digest(tree, tools)
    frozen = tree / "firmware/acupacer/core/routine/duration.py"
    os.utime(frozen, (1000, 1000))
    assert build_firmware.digest(tree, tools) == before
    digests = {before, build_firmware.digest(tree, ["gcc-arm-none-eabi 1.2-4"])}
    frozen.write_bytes(frozen.read_bytes().replace(b"d", b"D", 1))
    digests.add(build_firmware.digest(tree, tools))
    frozen.rename(tree / "firmware/dose.py")
    digests.add(build_firmware.digest(tree, tools))
    monkeypatch.setattr(build_firmware, "PACKAGES", ("tinyusb-source=9",))
    digests.add(build_firmware.digest(tree, tools))
    assert len(digests) == 5


def test_the_program_is_frozen_whole_and_always_in_the_same_order(monkeypatch):
    folder = ROOT / "firmware" / "pico"
    frozen = []

    def freeze(base, names):
        assert names == sorted(names)
        frozen.extend((folder / base / name).resolve() for name in names)

    monkeypatch.chdir(folder)
    exec((folder / "manifest.py").read_text(), {"freeze": freeze})
    program = ROOT / "firmware" / "acupacer"
    both = ("__init__", "boards/__init__", "boards/loop", "boards/panel", "boards/pulse")
    wanted = [program / f"{name}.py" for name in both]
    for part in (folder / "modules", program / "boards/pico", program / "core"):
        wanted += part.rglob("*.py")
    wanted.remove(program / "core/link/crc16.py")  # MicroPython has its own in an image
    assert sorted(frozen) == sorted([*wanted, folder / "$(GENERATED)" / "acupacer_image.py"])


# --- the whole of it --------------------------------------------------------------------


def test_both_images_are_made_once_and_again_only_after_a_change(
    firmware, machine, tmp_path, capsys
):
    build_firmware.main()
    assert machine.compiled == ["ACUPACER_PICO", "ACUPACER_PICO2"]
    names = sorted(path.name for path in (tmp_path / "dist").iterdir())
    version = build_firmware.__version__
    assert names == [f"acupacer-pico-{version}.uf2", f"acupacer-pico2-{version}.uf2"]
    for name, family in zip(names, (uf2.RP2040, uf2.RP2350), strict=True):
        data = (tmp_path / "dist" / name).read_bytes()
        key = name.split("-")[1]
        payload = f"build-{key}".encode() * 100
        assert uf2.read(data, name) == (family, payload + bytes(-len(payload) % 256))
    stages = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert stages == ["tools", "mpy-cross", "pico", "pico", "mpy-cross", "pico2", "pico2"]

    (tmp_path / "dist" / names[0]).unlink()
    build_firmware.main()
    assert len(machine.compiled) == 2
    assert (tmp_path / "dist" / names[0]).exists()

    (firmware / "acupacer/core/routine/duration.py").write_text("# another dose\n")
    build_firmware.main()
    assert len(machine.compiled) == 4


def left_in(cache: Path, name: str) -> list[str]:
    """Which of the folders compiled in still have a file ``name`` after the next run."""
    for board in ("pico", "pico2"):
        (cache / f"build-{board}" / name).write_text("of yesterday")
    build_firmware.main()
    return sorted(path.parent.name for path in cache.glob(f"build-*/{name}"))


def test_what_is_no_longer_frozen_leaves_the_image(firmware, machine, cache):
    build_firmware.main()
    (firmware / "acupacer/core/routine/duration.py").write_text("# another dose\n")
    assert left_in(cache, "frozen_content.c") == []


def test_what_is_compiled_stays_for_a_changed_program(firmware, machine, cache):
    build_firmware.main()
    (firmware / "acupacer/core/routine/duration.py").write_text("# another dose\n")
    assert left_in(cache, "gc.o") == ["build-pico", "build-pico2"]


def test_nothing_that_another_compiler_made_stays(firmware, machine, cache):
    build_firmware.main()
    machine.packages = VERSIONS.replace("gcc-arm-none-eabi 1.2-3", "gcc-arm-none-eabi 1.2-4")
    assert left_in(cache, "gc.o") == []


def test_nothing_stays_that_was_compiled_before_the_checkout_moved(
    firmware, machine, cache, monkeypatch
):
    build_firmware.main()
    moved = cache.rename(cache.parent / "elsewhere")
    monkeypatch.setattr(build_firmware, "CACHE", moved)
    machine.cache = moved
    (firmware / "acupacer/core/routine/duration.py").write_text("# another dose\n")
    assert left_in(moved, "gc.o") == []


def test_nothing_made_of_other_packages_stays(firmware, machine, cache, monkeypatch):
    build_firmware.main()
    monkeypatch.setattr(build_firmware, "PACKAGES", ("tinyusb-source=9",))
    assert left_in(cache, "gc.o") == []


def test_nothing_made_with_other_settings_of_the_boards_stays(firmware, machine, cache):
    build_firmware.main()
    (firmware / "pico/board.h").write_text("#define MICROPY_PY_CMATH (1)\n")
    assert left_in(cache, "gc.o") == []


@pytest.mark.parametrize(
    "end,left", [(KeyboardInterrupt, []), (build_firmware.BuildFailed, ["build-pico"])]
)
def test_nothing_stays_of_a_compilation_that_was_cut_off(
    firmware, machine, cache, monkeypatch, end, left
):
    def ending(*command, **named):
        if command[0] == "make" and "build-pico" in str(command):
            (cache / "build-pico/gc.o").write_text("half of")
            raise end
        return machine.run(*command, **named)

    monkeypatch.setattr(build_firmware, "run", ending)
    with pytest.raises(end):
        build_firmware.main()
    monkeypatch.setattr(build_firmware, "run", machine.run)
    build_firmware.main()
    assert [path.parent.name for path in cache.glob("build-*/gc.o")] == left


def test_an_image_that_was_written_in_part_is_made_again(firmware, machine, monkeypatch):
    def full(self, data):
        self.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError):
            build_firmware.keep(b"image", build_firmware.CACHE / "images/0/pico.uf2")
    assert not (build_firmware.CACHE / "images/0/pico.uf2").exists()
    build_firmware.keep(b"image", build_firmware.CACHE / "images/0/pico.uf2")
    assert (build_firmware.CACHE / "images/0/pico.uf2").read_bytes() == b"image"


def test_an_image_that_was_not_finished_is_not_kept(firmware, machine, monkeypatch):
    def failing(*command, **named):
        if command[0] == "make" and "build-pico2" in str(command):
            raise build_firmware.BuildFailed("make failed")
        return machine.run(*command, **named)

    monkeypatch.setattr(build_firmware, "run", failing)
    with pytest.raises(build_firmware.BuildFailed):
        build_firmware.main()
    monkeypatch.setattr(build_firmware, "run", machine.run)
    build_firmware.main()
    assert machine.compiled == ["ACUPACER_PICO", "ACUPACER_PICO2", "ACUPACER_PICO2"]
