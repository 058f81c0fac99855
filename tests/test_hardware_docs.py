"""Wiring, pictures and installation documents say what the program does."""

import re
import sys
from pathlib import Path

import pytest
from acupacer.boards.pi import main
from acupacer.boards.pi.config import PINS as PI_PINS
from acupacer.boards.pi.config import Config
from acupacer.boards.pico.config import Config as PicoConfig
from acupacer.boards.pico.config_check import PIN_NAMES
from acupacer.boards.pico.config_check import PINS as PICO_PINS

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.path.insert(0, str(ROOT / "firmware" / "deploy"))

import hardware_circuit
import hardware_pins
import plan

BUILD = (ROOT / "docs" / "maker" / "build.md").read_text(encoding="utf-8")
WIRING = (ROOT / "hardware" / "wiring.md").read_text(encoding="utf-8")
PICTURES = ROOT / "hardware" / "pictures"
INSTALL = (ROOT / "docs" / "maker" / "install.md").read_text(encoding="utf-8")
CHECKLIST = (ROOT / "docs" / "maker" / "hardware-checklist.md").read_text(encoding="utf-8")
PERMISSIONS = (ROOT / "docs" / "user" / "port-linux.md").read_text(encoding="utf-8")
DOCUMENTS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "hardware/wiring.md",
        "docs/maker/build.md",
        "docs/maker/install.md",
        "docs/maker/hardware-checklist.md",
        "docs/maker/boards-seen.md",
        "docs/user/port-linux.md",
        "docs/user/port-macos.md",
        "docs/user/port-windows.md",
    )
}


@pytest.mark.parametrize("board", [hardware_pins.PI, hardware_pins.PICO], ids=lambda b: b.name)
def test_the_pin_tables_are_those_of_the_configuration(board):
    assert "\n" + "\n".join(hardware_pins.table(board)) + "\n" in WIRING


def test_every_pin_of_the_configuration_is_wired():
    wired = {wire.pin for wire in hardware_pins.PI.wires.values()}
    assert wired == {f"GPIO{pin}" for pin in Config().pins().values()}
    wired = {wire.pin for wire in hardware_pins.PICO.wires.values()}
    assert wired == {f"GP{getattr(PicoConfig(), name)}" for name in PIN_NAMES}


def test_every_allowed_pin_has_a_contact_of_its_own():
    for contacts, pins in (
        (hardware_pins.PI_CONTACTS, PI_PINS),
        (hardware_pins.PICO_CONTACTS, PICO_PINS),
    ):
        assert set(pins) <= set(contacts)
        assert len(set(contacts.values())) == len(contacts)
        assert all(1 <= contact <= 40 for contact in contacts.values())


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind in ("schematic", "breadboard") for name in ("pi", "pico")],
)
def test_every_picture_names_every_pin(kind, name):
    board = hardware_pins.PI if name == "pi" else hardware_pins.PICO
    svg = (PICTURES / f"{kind}_{name}.svg").read_text(encoding="utf-8")
    texts = re.sub(r"\s+", " ", " ".join(re.findall(r">([^<>]+)<", svg)))
    for wire in [*board.wires.values(), *board.power.values()]:
        assert re.search(rf"\b{wire.pin}[ ,(]+contact {wire.contact}\b", texts), wire
    assert f"pictures/{kind}_{name}.svg" in WIRING


@pytest.mark.parametrize("name", ["pi", "pico"])
def test_the_schematics_can_be_drawn_and_have_the_same_words(name):
    schematic = pytest.importorskip("hardware_schematic", reason="schemdraw is not installed")
    board = hardware_pins.PI if name == "pi" else hardware_pins.PICO
    words = re.compile(r"<tspan[^>]*>([^<]+)<")
    drawn = words.findall(schematic.draw_schematic(board))
    stored = words.findall((PICTURES / f"schematic_{name}.svg").read_text(encoding="utf-8"))
    assert drawn == stored and len(drawn) > 20, "run: python tools/draw_hardware.py"


@pytest.mark.parametrize("name", ["pi", "pico"])
def test_the_guide_shows_every_step_in_order_and_says_its_check(name):
    board = hardware_pins.PI if name == "pi" else hardware_pins.PICO
    shown = re.findall(rf"pictures/({name}_\d\w+\.svg)", BUILD)
    steps = hardware_circuit.steps(board)
    assert shown == [f"{name}_{n}_{step.name}.svg" for n, step in enumerate(steps, start=1)]
    commands = [line for step in steps for line in step.check if line.startswith("sudo ")]
    assert len(commands) == (10 if name == "pi" else 0)
    assert all(f"    {command}\n" in BUILD for command in commands)


def test_the_guide_shows_each_computer_and_the_way_on_plugs():
    for picture in ("header_zero", "header_pi", "header_pico", "ways_round", "plugs_pi"):
        assert f"pictures/{picture}.svg)" in BUILD
    assert re.search(r"!\[\s*\]", BUILD) is None


def test_the_guide_has_everything_bought_that_a_step_puts_in():
    rows = re.findall(r"^\| ([^|]+) \| (\d)[^|]* \| `", BUILD, re.MULTILINE)
    bought = " ".join(name for name, _ in rows)
    parts = [part for step in hardware_circuit.steps(hardware_pins.PI) for part in step.parts]
    named = {"button": "buttons", "electrolytic": "100 µF", "led": "LED", "piezo": "piezo disc"}
    for part in parts:
        assert named.get(part.kind, part.kind if part.kind == "panel" else part.value) in bought
    buttons = next(int(count) for name, count in rows if name == "buttons")
    assert buttons == sum(part.kind == "button" for part in parts)
    values = [part.value for part in parts if part.kind == "resistor"]
    assert len(values) == len(set(values)), "the list says one of each"


def test_resistors_of_the_table_are_those_of_the_pictures():
    values = {part.value for part in hardware_circuit.DRIVER}
    for value in ("470 Ω", "10 kΩ", "1N5819", "100 nF"):
        assert value in values and f"| {value}" in WIRING
    assert "| 2N2222A |" in WIRING and "2N2222" in values


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_links_lead_somewhere(name):
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", DOCUMENTS[name]):
        assert (ROOT / name).parent.joinpath(target).exists(), target


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_commands_and_settings_that_are_named_exist(name):
    text = DOCUMENTS[name]
    for command in re.findall(r"acupacer-device ([a-z]+)\b", text):
        try:
            code = main.main([command, "--help"])
        except SystemExit as left:
            code = left.code
        assert code == 0, command
    known = {key for section in vars(Config()).values() for key in vars(section)}
    for key in re.findall(r"`(?:\[\w+\] )?(\w+) = ", text):
        assert key in known, key


def test_the_document_lists_everything_the_installer_touches():
    for change in plan.all_changes(ROOT):
        name = getattr(change, "name", "")
        if name and "target.wants" not in name:
            assert f"`{name}`" in INSTALL or f"({name})" in INSTALL or name in INSTALL, name
    for package in plan.APT:
        assert f"`{package}`" in INSTALL


def test_the_laptops_rules_are_the_ones_that_are_shipped():
    rules = (ROOT / "firmware/deploy/host/60-acupacer.rules").read_text(encoding="utf-8")
    assert f"```\n{rules}```\n" in PERMISSIONS


def test_the_rules_know_the_devices_the_host_looks_for():
    from acupacer_host.device.transport import PRODUCT, USB_IDS

    for vendor, product in USB_IDS:
        assert f'idVendor}}=="{vendor:04x}", ATTRS{{idProduct}}=="{product:04x}"' in PERMISSIONS
    gadget = plan.text("usb-gadget")
    assert "echo 0x1d6b" in gadget and "echo 0x0104" in gadget
    assert f'echo "{PRODUCT}" >"$gadget/strings/0x409/product"' in gadget


def test_the_card_that_needs_no_login_runs_the_installer_of_the_wheel():
    text = (ROOT / "firmware/deploy/user-data").read_text(encoding="utf-8")
    assert text.startswith("#cloud-config\n")
    assert 'python3 "$wheel/acupacer_deploy" install' in text
    assert plan.BY_INSTALLER.record in text


def test_the_checklist_has_a_place_to_record():
    rows = [line for line in CHECKLIST.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, len(rows) + 1))
    assert all(row.endswith("| |") for row in rows)
