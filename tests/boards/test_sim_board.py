"""The simulator: the Pi board's own code, end to end, in virtual and in real time."""

import io
import json
import os
import threading

import pytest
import serial
from acupacer.boards.panel import REFRESH_MS
from acupacer.boards.pi.config import Config, parse
from acupacer.boards.sim import board
from acupacer.boards.sim.board import FolderInUse, SimOptions, Simulator
from acupacer.boards.sim.headless import run_headless
from acupacer.boards.sim.script import USAGE
from acupacer.core import events
from acupacer.core.events import (
    ButtonsChanged,
    BytesReceived,
    ClockRead,
    EdgeApplied,
    PanelChanged,
    PulseCapped,
    Send,
    SetMotor,
    SetPanel,
    SetTone,
    ShowView,
)
from acupacer.core.screen.safety_screens import StopCheckView
from stand_in import StandIn, pulse, run_until

CHECK = StopCheckView(doubt=False)
DOUBT = StopCheckView(doubt=True)
VIRTUAL = SimOptions(is_virtual=True)
# A pulse of 120 ms with the default soft start of 30 ms and duty cap of 60 percent.
RISE = [0.15, 0.3, 0.45, 0.6]


@pytest.fixture
def simulate():
    made = []

    def make(programme=(), answers=None, options=VIRTUAL, device=None):
        records = []
        device = device or StandIn(programme, answers)
        simulator = Simulator(options, records.append, lambda *arguments: device)
        made.append(simulator)
        return simulator, device, records

    yield make
    for simulator in made:
        simulator.close()


def states(simulator, pin):
    return [state for _, state in simulator.factory.pin(pin).states]


# --- pins and trace ----------------------------------------------------------------------


def test_a_pulse_is_traced_where_it_happens_and_shapes_the_pin(simulate):
    simulator, _, records = simulate(pulse(1000, 120, 100, 2000) + pulse(2000, 500, 70))
    simulator.advance(3000)
    assert records == [
        {"t_ms": 1000, "motor_pct": 100},
        {"t_ms": 1000, "tone_hz": 2000},
        {"t_ms": 1120, "motor_pct": 0},
        {"t_ms": 1120, "tone_hz": 0},
        {"t_ms": 2000, "motor_pct": 70},
        {"t_ms": 2500, "motor_pct": 0},
    ]
    assert states(simulator, 18) == pytest.approx(
        [0, *RISE, 0, 0.7 * 0.15, 0.7 * 0.3, 0.7 * 0.45, 0.7 * 0.6, 0], abs=0.01
    )
    assert states(simulator, 13) == [False, 0.5, 0.0]


def test_an_endless_pulse_is_cut_at_the_cap_logged_and_told(simulate, caplog):
    simulator, device, records = simulate([(100, [SetMotor(100, 100)])])
    simulator.advance(60_000)
    assert records == [{"t_ms": 100, "motor_pct": 100}, {"t_ms": 1100, "motor_pct": 0}]
    assert device.inputs_of(PulseCapped) == [(1100, PulseCapped("motor"))]
    assert caplog.messages == ["motor: a pulse did not end within 1000 ms and was cut off"]


def test_screens_are_traced_with_their_words_and_only_when_they_change(simulate):
    simulator, _, records = simulate(
        [
            (0, [ShowView(CHECK)]),
            (10, [ShowView(StopCheckView(doubt=False))]),
            (20, [ShowView(DOUBT)]),
        ]
    )
    simulator.advance(100)
    assert [(record["t_ms"], record["screen"]) for record in records] == [
        (0, "stop_check"),
        (20, "stop_check"),
    ]
    assert records[0]["words"] and records[0]["words"] != records[1]["words"]


@pytest.mark.parametrize("controller", ["ssd1306", "sh1106"])
def test_the_panel_shows_what_was_painted(simulate, controller):
    config = parse({"panel": {"controller": controller}}, "test")
    options = SimOptions(is_virtual=True, config=config)
    simulator, device, _ = simulate([(0, [ShowView(CHECK)])], options=options)
    simulator.advance(10)
    assert simulator.panel.is_on
    assert any(map(any, simulator.panel.rows()))
    assert simulator.panel.page_buffer() == bytes(device.painter.page)


def test_a_panel_pulled_out_and_put_back_shows_the_present_screen(simulate):
    simulator, device, records = simulate([(0, [ShowView(CHECK)]), (5000, [ShowView(DOUBT)])])
    simulator.advance(1000)
    simulator.plug_panel(False)
    simulator.advance(9000)
    assert simulator.panel.page_buffer() == bytes(1024)
    simulator.plug_panel(True)
    simulator.advance(3000)
    assert device.inputs_of(PanelChanged) == [
        (0, PanelChanged(True)),
        (5000, PanelChanged(False)),
        (11000, PanelChanged(True)),
    ]
    assert simulator.panel.page_buffer() == bytes(device.painter.page)
    assert [record for record in records if "panel" in record] == [
        {"t_ms": 5000, "panel": "lost"},
        {"t_ms": 11000, "panel": "found"},
    ]


@pytest.mark.parametrize("controller", ["ssd1306", "sh1106"])
@pytest.mark.parametrize("out_ms", [300, 3000])
def test_a_still_panel_whose_plug_was_out_is_as_it_was(simulate, controller, out_ms):
    config = parse({"panel": {"controller": controller, "rotate_180": True}}, "test")
    options = SimOptions(is_virtual=True, config=config)
    simulator, device, records = simulate([(0, [ShowView(CHECK)])], options=options)
    simulator.advance(1000)
    rows = simulator.panel.rows()
    simulator.plug_panel(False)
    simulator.advance(out_ms)
    simulator.plug_panel(True)
    assert not simulator.panel.is_on
    simulator.advance(REFRESH_MS)
    assert simulator.panel.is_on and simulator.panel.rows() == rows
    # It never was missed, so nobody is told; and what stands there is not touched by that.
    assert device.inputs_of(PanelChanged) == [(0, PanelChanged(True))]
    assert [record for record in records if "panel" in record] == []


def test_a_panel_whose_plug_was_out_while_it_was_dark_is_whole_when_it_is_lit(simulate):
    programme = [(0, [ShowView(CHECK)]), (100, [SetPanel(0)]), (9000, [SetPanel(30)])]
    simulator, device, _ = simulate(programme)
    simulator.advance(1000)
    simulator.plug_panel(False)
    simulator.advance(300)
    simulator.plug_panel(True)
    simulator.advance(7600)
    assert not simulator.panel.is_on  # nothing is sent to a dark one
    simulator.advance(200)
    assert simulator.panel.is_on
    assert simulator.panel.page_buffer() == bytes(device.painter.page)


# --- virtual time --------------------------------------------------------------------------


def test_virtual_time_goes_from_deadline_to_deadline(simulate):
    simulator, device, _ = simulate([(1234, []), (1235, [])])
    simulator.advance(2000)
    assert device.steps == [0, 1234, 1235]
    assert simulator.clock.now_ms() == 2000
    assert device.inputs_of(EdgeApplied) == []


def test_thirty_minutes_of_edges_are_exact(simulate):
    programme = [entry for n in range(1, 1800) for entry in pulse(n * 1000 + n, 120)]
    simulator, _, records = simulate(programme)
    simulator.advance(1_900_000)
    assert [record["t_ms"] for record in records if record["motor_pct"]] == [
        n * 1000 + n for n in range(1, 1800)
    ]


def test_a_press_is_seen_at_its_own_instant(simulate):
    simulator, device, _ = simulate()
    simulator.advance(333)
    simulator.fingers.press(events.STOP)
    simulator.advance(1)
    simulator.fingers.release(events.STOP)
    simulator.advance(10)
    assert device.inputs_of(ButtonsChanged) == [
        (0, ButtonsChanged(0)),
        (333, ButtonsChanged(events.STOP)),
        (334, ButtonsChanged(0)),
    ]


def test_the_clock_is_unset_until_it_is_set(simulate):
    simulator, device, _ = simulate()
    simulator.advance(2000)
    simulator.wall_clock.set(1_700_000_000, 60, [])
    simulator.advance(1)
    assert device.inputs_of(ClockRead) == [
        (0, ClockRead(0, 0, False)),
        (2000, ClockRead(1_700_000_000, 60, True)),
    ]


def test_time_waits_for_the_rest_of_a_frame(simulate, monkeypatch):
    monkeypatch.setattr(board, "FRAME_WAIT_S", 60)
    simulator, device, _ = simulate()
    simulator.settle()
    host = os.open(simulator.port, os.O_RDWR | os.O_NOCTTY)
    os.write(host, b"half")
    simulator.settle()
    device.link.is_open = True
    rest = threading.Timer(0.05, lambda: os.write(host, b"rest"))
    step = device.step

    def closes_the_frame(now_ms, inputs):
        if BytesReceived(b"rest") in inputs:
            device.link.is_open = False
        return step(now_ms, inputs)

    device.step = closes_the_frame
    rest.start()
    simulator.advance(1000)
    assert device.inputs_of(BytesReceived) == [
        (0, BytesReceived(b"half")),
        (0, BytesReceived(b"rest")),
    ]
    os.close(host)


def test_a_virtual_run_repeats_exactly():
    script = "wait 100\ntap START 30\npanel off\nwait 5000\npanel on\nwait 5000\n"
    runs = []
    for _ in range(2):
        out = io.StringIO()
        run_headless(VIRTUAL, io.StringIO(script), out)
        runs.append(out.getvalue().splitlines()[1:])
    assert runs[0] == runs[1]
    assert len(runs[0]) > 2


# --- the serial port -------------------------------------------------------------------------


def test_the_port_survives_clients_that_come_and_go(simulate):
    simulator, device, _ = simulate(answers={BytesReceived: [Send(b"answer\n")]})
    simulator.settle()
    for number in range(3):
        with serial.Serial(simulator.port, timeout=60, exclusive=True) as host:
            host.write(b"\x03\x11\x13%d\n" % number)
            simulator.settle()
            while not host.in_waiting:
                simulator.settle()
            assert host.read_until(b"\n") == b"answer\n"
    assert [event.data for _, event in device.inputs_of(BytesReceived)] == [
        b"\x03\x11\x13%d\n" % number for number in range(3)
    ]


# --- real time -------------------------------------------------------------------------------


def test_in_real_time_edges_are_measured_and_never_early(simulate):
    programme = pulse(30, 20) + pulse(80, 20)
    simulator, device, records = simulate([*programme, (120, [])], options=SimOptions())
    assert run_until(simulator, lambda: len(device.inputs_of(EdgeApplied)) == 4) == 0
    errors = [event for _, event in device.inputs_of(EdgeApplied)]
    assert [event.at_ms for event in errors] == [30, 50, 80, 100]
    assert all(event.error_us >= 0 for event in errors)
    assert [record["motor_pct"] for record in records] == [100, 0, 100, 0]


def test_in_scaled_time_nothing_is_measured(simulate):
    simulator, device, records = simulate(
        pulse(1000, 120) + [(3000, [])], options=SimOptions(speed=20)
    )
    assert run_until(simulator, lambda: device.steps[-1:] >= [3000]) == 0
    assert device.inputs_of(EdgeApplied) == []
    assert [record["motor_pct"] for record in records] == [100, 0]
    assert records[0]["t_ms"] >= 1000 and records[1]["t_ms"] >= 1120


def test_a_reset_makes_a_new_device_on_the_same_port():
    devices = []

    def make(*arguments):
        devices.append(StandIn([(50, [events.Reset(False)])] if not devices else []))
        return devices[-1]

    simulator = Simulator(VIRTUAL, None, make)
    simulator.advance(100)
    assert len(devices) == 2
    assert devices[1].steps == [50]
    assert not simulator.ended
    simulator.close()


# --- headless --------------------------------------------------------------------------------


def headless(script, options=VIRTUAL, capsys=None):
    out = io.StringIO()
    code = run_headless(options, io.StringIO(script), out)
    return code, [json.loads(line) for line in out.getvalue().splitlines()]


def test_the_first_line_is_the_port_and_the_trace_follows():
    code, lines = headless("wait 2000\nquit\n")
    assert code == 0
    assert lines[0]["port"].startswith("/dev/")
    assert lines[1]["t_ms"] == 0 and lines[1]["screen"] == "starting"


def test_lines_that_are_no_command_are_named_and_skipped(capsys):
    code, lines = headless("wait 10\njump\ntap NOSE\nwait 2000\n")
    assert code == 2
    assert capsys.readouterr().err.splitlines() == [
        f"line 2: unknown command 'jump'; known: {', '.join(USAGE)}",
        "line 3: 'tap NOSE' is not: tap START|NEXT|STOP [MS]",
    ]
    assert len(lines) > 2


def test_a_real_time_script_ends_the_run():
    code, lines = headless(
        "wait 20\npress STOP\nwait 20\nrelease STOP\nwait 20\n", SimOptions()
    )
    assert code == 0
    assert lines[0]["port"]


def test_the_state_folder_keeps_what_a_card_would(tmp_path):
    options = SimOptions(is_virtual=True, state_dir=tmp_path / "card")
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "routines.json.part").write_text("{")
    simulator = Simulator(options, None, lambda *arguments: StandIn())
    assert simulator.recovered == ["routines.json: unfinished copy deleted"]
    simulator.close()
    assert (tmp_path / "card").is_dir()


def test_without_one_the_folder_is_gone_afterwards(simulate):
    simulator, _, _ = simulate()
    folder = simulator.config.device.state_dir
    assert os.path.isdir(folder)
    simulator.board.close()
    simulator._pty.end()
    simulator._pty.end = lambda: None
    simulator.close()
    assert not os.path.exists(folder)


def test_the_default_configuration_is_the_pis():
    assert SimOptions().config == Config()


def test_silence_after_stop_is_kept(simulate):
    """Outputs ordered off in the step of STOP are off in the very same millisecond."""
    simulator, _, records = simulate(
        pulse(0, 900, 100, 2000),
        answers={ButtonsChanged: [SetMotor(0, 0), SetTone(0, 0)]},
    )
    simulator.advance(400)
    simulator.fingers.press(events.STOP)
    simulator.advance(1)
    assert [
        record["t_ms"]
        for record in records
        if not (record.get("motor_pct") or record.get("tone_hz"))
    ] == [400, 400]


def test_a_state_folder_belongs_to_one_simulator(tmp_path):
    options = SimOptions(is_virtual=True, state_dir=tmp_path)
    first = Simulator(options)
    with pytest.raises(FolderInUse, match="in use by another simulator"):
        Simulator(options)
    first.close()
    Simulator(options).close()
