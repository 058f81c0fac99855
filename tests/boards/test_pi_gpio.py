"""Motor, buzzer and buttons on mock pins: exact lists of pin states."""

import threading
import time

import pytest
from acupacer.boards.pi.board import Parts, PiBoard
from acupacer.boards.pi.config import parse
from acupacer.boards.pi.cut_timer import LoopTimer, PulseGuard
from acupacer.boards.pi.gpio import ActiveBuzzerPin, MotorPin, PassiveBuzzerPin, PinButtons
from acupacer.boards.pulse import NoPin, PulseActuator
from acupacer.core.events import NEXT, START, STOP
from gpiozero.pins.mock import MockFactory, MockPWMPin


@pytest.fixture
def factory():
    factory = MockFactory(pin_class=MockPWMPin)
    yield factory
    factory.reset()


def states(factory, pin):
    """Every level the pin has had, in order."""
    return [state for _, state in factory.pin(pin).states]


def motor(factory, timer=None, **options):
    pin = MotorPin(18, 200, 60, factory)
    return PulseActuator("motor", pin, 1000, timer or LoopTimer(), **options)


def buzzer(pin):
    return PulseActuator("tone", pin, 1000, LoopTimer())


def test_outputs_are_driven_low_from_the_start(factory):
    outputs = motor(factory), PassiveBuzzerPin(13, factory)
    assert factory.pin(18).function == factory.pin(13).function == "output"
    assert states(factory, 18) == states(factory, 13) == [False]
    assert factory.pin(18).frequency is factory.pin(13).frequency is None  # no PWM runs yet
    del outputs


def test_full_strength_is_the_duty_cap(factory):
    actuator = motor(factory)
    actuator.set(100, 0)
    actuator.set(0, 120)
    actuator.set(70, 300)
    actuator.set(0, 420)
    assert states(factory, 18) == [False, 0.6, 0.0, 0.42, 0.0]
    assert factory.pin(18).frequency is None  # a PWM at duty 0 is not always low


def test_a_pulse_has_the_frequency_configured(factory):
    actuator = motor(factory)
    actuator.set(100, 0)
    assert factory.pin(18).frequency == 200


def test_soft_start_rises_in_four_equal_steps(factory):
    actuator = motor(factory, soft_start_ms=30)
    actuator.set(100, 1000)
    due = [actuator.due_ms]
    for now_ms in (1010, 1020, 1030):
        actuator.service(now_ms)
        due.append(actuator.due_ms)
    assert states(factory, 18) == [False, 0.15, 0.3, 0.45, 0.6]
    assert due == [1010, 1020, 1030, 2000]


def test_a_late_service_catches_up_with_the_soft_start(factory):
    actuator = motor(factory, soft_start_ms=30)
    actuator.set(100, 1000)
    actuator.service(1200)
    assert states(factory, 18) == [False, 0.15, 0.6]


def test_a_new_strength_within_a_pulse_neither_restarts_it_nor_its_cap(factory):
    actuator = motor(factory, soft_start_ms=30)
    actuator.set(100, 0)
    actuator.set(50, 500)
    assert states(factory, 18) == [False, 0.15, 0.3]
    assert actuator.due_ms == 1000


def test_the_cap_ends_a_pulse_and_holds_until_the_core_says_off(factory):
    actuator = motor(factory)
    actuator.set(100, 0)
    actuator.service(999)
    assert states(factory, 18)[-1] == 0.6
    actuator.service(1000)
    actuator.set(100, 1001)
    assert states(factory, 18) == [False, 0.6, 0.0]
    assert (actuator.was_capped, actuator.level, actuator.due_ms) == (True, 0, None)
    actuator.set(0, 1100)
    actuator.set(100, 1200)
    assert states(factory, 18) == [False, 0.6, 0.0, 0.6]


def test_the_guard_cuts_a_pulse_while_the_loop_hangs(factory):
    guard = PulseGuard()
    cut = threading.Event()
    pin = MotorPin(18, 200, 60, factory)
    off = pin.off
    pin.off = lambda: (off(), cut.set())
    actuator = PulseActuator("motor", pin, 1000, guard.timer(0.02))
    began_s = time.monotonic()
    actuator.set(100, 0)
    assert cut.wait(60)
    assert time.monotonic() - began_s >= 0.02
    guard.close()
    assert states(factory, 18) == [False, 0.6, 0.0]
    assert actuator.was_capped


def test_the_guard_leaves_pulses_alone_that_end_in_time(factory):
    guard = PulseGuard()
    actuator = motor(factory, guard.timer(30))
    for now_ms in (0, 200, 400):
        actuator.set(100, now_ms)
        actuator.set(0, now_ms + 120)
    guard.close()
    assert states(factory, 18) == [False, 0.6, 0.0, 0.6, 0.0, 0.6, 0.0]
    assert not actuator.was_capped


def test_shut_is_low_at_once_and_for_good(factory):
    actuator = motor(factory)
    actuator.set(100, 0)
    actuator.shut()
    actuator.set(100, 10)
    actuator.service(20)
    assert states(factory, 18) == [False, 0.6, 0.0]
    assert factory.pin(18).frequency is None


def test_after_low_the_next_pulse_is_driven_again(factory):
    actuator = motor(factory)
    actuator.set(100, 0)
    actuator.low()
    actuator.set(100, 500)
    assert states(factory, 18) == [False, 0.6, 0.0, 0.6]
    assert factory.pin(18).frequency == 200


def test_a_passive_buzzer_sounds_at_the_frequency_asked_for(factory):
    heard = []
    pin = factory.pin(13)
    change = pin._change_state
    pin._change_state = lambda value: (heard.append((pin.frequency, value)), change(value))[1]
    tone = buzzer(PassiveBuzzerPin(13, factory))
    tone.set(2000, 0)
    tone.set(0, 120)
    tone.set(1200, 240)
    tone.set(0, 360)
    assert [entry for entry in heard if entry[1]] == [(2000, 0.5), (1200, 0.5)]
    assert states(factory, 13) == [False, 0.5, 0.0, 0.5, 0.0]
    assert pin.frequency is None


def test_an_active_buzzer_is_switched_on_and_off(factory):
    tone = buzzer(ActiveBuzzerPin(13, factory))
    tone.set(2000, 0)
    tone.set(0, 120)
    assert states(factory, 13) == [False, 1.0, 0.0]


def test_no_buzzer_is_no_fault():
    tone = buzzer(NoPin())
    tone.set(2000, 0)
    tone.set(0, 120)
    tone.shut()
    assert tone.level == 0


CONTACTS = [(START, 5), (NEXT, 6), (STOP, 16)]


@pytest.mark.parametrize("active_high", [False, True])
def test_buttons_are_read_as_levels(factory, active_high):
    buttons = PinButtons(CONTACTS, active_high, factory)

    def close_contact(number):
        pin = factory.pin(number)
        pin.drive_high() if active_high else pin.drive_low()

    assert buttons.read() == 0
    close_contact(5)
    assert buttons.read() == START
    close_contact(16)
    assert buttons.read() == START | STOP
    close_contact(6)
    assert buttons.read() == START | NEXT | STOP
    assert factory.pin(5).pull == ("down" if active_high else "up")


def test_every_edge_wakes_the_loop(factory):
    wakes = []
    buttons = PinButtons(CONTACTS, False, factory, lambda: wakes.append(buttons.read()))
    factory.pin(16).drive_low()
    factory.pin(5).drive_low()
    factory.pin(16).drive_high()
    assert wakes == [STOP, START | STOP, START]


@pytest.mark.parametrize("active_high", [False, True])
def test_who_listens_hears_every_edge(factory, active_high):
    buttons, heard = PinButtons(CONTACTS, active_high, factory), []
    pin = factory.pin(6)
    close, open_ = pin.drive_high, pin.drive_low
    if not active_high:
        close, open_ = open_, close
    close()  # nobody listens yet
    open_()
    buttons.hear = lambda *edge: heard.append(edge)
    close()
    open_()
    assert heard == [(NEXT, True, None), (NEXT, False, None)]


def test_a_wait_ends_at_a_contact(factory, tmp_path):
    config = parse(
        {"device": {"state_dir": str(tmp_path)}, "panel": {"controller": "none"}}, "x"
    )
    board = PiBoard(config, parts=Parts(pin_factory=factory, open_port=no_port))
    factory.pin(16).drive_low()
    board.wait(board.clock.now_ms() + 600_000, True)  # or the test would not end
    assert board.buttons.read() == STOP
    board.close()


def no_port():
    raise OSError("no port")
