"""The Pico's contacts: STOP is never lost, and puts the outputs low at once."""

import fake_machine
import pytest
from acupacer.boards.pico import gpio
from acupacer.boards.pico.buttons import BOUNCE_MS, PinButtons, StopContact
from acupacer.boards.pico.config import Config
from acupacer.core.events import NEXT, START, STOP
from acupacer.core.input.buttons import SETTLED_MS

START_PIN, NEXT_PIN, STOP_PIN, MOTOR_PIN, BUZZER_PIN = 10, 11, 12, 15, 16
DAY_MS = 24 * 3600 * 1000


def test_a_bounce_is_as_long_as_the_core_takes_it_for_one():
    assert (
        BOUNCE_MS == SETTLED_MS
    )  # written twice: these contacts work before the core is there


class Hardware:
    """Three buttons, motor and buzzer, as ``board.PicoBoard`` puts them together."""

    def __init__(self, world, ticks, **values):
        config = Config(values)
        self.world = world
        self.ticks = ticks
        self.stop = StopContact(config)
        self.motor, self.tone = gpio.make_motor(config), gpio.make_tone(config)
        self.stop.outputs = (self.motor, self.tone)
        self.buttons = PinButtons(config, self.stop)

    def press(self, pin=STOP_PIN):
        self.world.obey(["press", str(pin)])

    def release(self, pin=STOP_PIN):
        self.world.obey(["release", str(pin)])

    def tap(self):
        self.press()
        self.release()

    def flicker(self):
        """STOP changes and is as it was before the interrupt's handler runs."""
        self.world.interrupt(STOP_PIN)

    def reads(self, count):
        return [self.buttons.read() for _ in range(count)]

    def is_driven(self, pin=MOTOR_PIN):
        return self.world.levels[pin] not in (0, (200, 0))

    def pass_ms(self, ms):
        """As the loop does it: what is due is served, every millisecond."""
        for _ in range(ms):
            self.ticks.now_ms += 1
            for actuator in (self.motor, self.tone):
                if actuator.due_ms is not None and self.ticks.now_ms >= actuator.due_ms:
                    actuator.service(self.ticks.now_ms)


@pytest.fixture
def hardware(world, ticks):
    return Hardware(world, ticks)


@pytest.mark.parametrize("active_high", [False, True])
def test_contacts_are_what_they_are(world, ticks, active_high):
    hardware = Hardware(world, ticks, active_high=active_high)
    assert hardware.reads(2) == [0, 0]
    hardware.press(STOP_PIN)
    hardware.press(NEXT_PIN)
    assert hardware.reads(2) == [STOP | NEXT, STOP | NEXT]
    hardware.release(STOP_PIN)
    hardware.press(START_PIN)
    assert hardware.reads(2) == [START | NEXT, START | NEXT]


# --- a press is never lost ------------------------------------------------------------


def test_a_press_shorter_than_a_look_is_told_once(hardware):
    hardware.tap()
    assert hardware.reads(3) == [STOP, 0, 0]


def test_a_press_counts_from_the_first_millisecond(world, ticks):
    hardware = Hardware(world, ticks)
    hardware.tap()
    assert hardware.reads(2) == [STOP, 0]


def test_opened_and_closed_again_between_two_looks_it_is_first_seen_open(hardware):
    hardware.press()
    assert hardware.reads(2) == [STOP, STOP]
    hardware.release()
    hardware.ticks.now_ms += BOUNCE_MS
    hardware.press()
    assert hardware.reads(3) == [0, STOP, STOP]
    hardware.release()
    assert hardware.reads(2) == [0, 0]


def test_a_second_tap_right_after_the_first_was_read_is_seen_as_a_second_one(hardware):
    hardware.press()
    assert hardware.reads(1) == [STOP]
    hardware.release()
    hardware.ticks.now_ms += BOUNCE_MS
    hardware.tap()
    assert hardware.reads(4) == [0, STOP, 0, 0]


def test_a_press_after_a_week_counts_though_the_counter_went_round(hardware):
    hardware.tap()
    assert hardware.reads(2) == [STOP, 0]
    hardware.ticks.now_ms += 7 * DAY_MS
    hardware.tap()
    assert hardware.reads(2) == [STOP, 0]


def test_closed_already_when_it_is_first_watched_is_pressed(world, ticks):
    world.obey(["press", str(STOP_PIN)])
    assert Hardware(world, ticks).reads(2) == [STOP, STOP]


def test_closed_when_it_is_first_watched_and_open_at_the_first_look_was_pressed(world, ticks):
    world.obey(["press", str(STOP_PIN)])
    hardware = Hardware(world, ticks)
    hardware.release()
    assert hardware.reads(2) == [STOP, 0]


# --- no press is made up --------------------------------------------------------------


@pytest.mark.parametrize(("open_ms", "seen"), [(0, 0), (BOUNCE_MS - 1, 0), (BOUNCE_MS, STOP)])
def test_closed_again_too_soon_is_a_bounce(hardware, open_ms, seen):
    hardware.tap()
    assert hardware.reads(2) == [STOP, 0]
    hardware.ticks.now_ms += open_ms
    hardware.tap()
    assert hardware.reads(2) == [seen, 0]


def test_each_bounce_is_a_new_opening(hardware):
    hardware.tap()
    assert hardware.reads(2) == [STOP, 0]
    for _ in range(4):
        hardware.ticks.now_ms += BOUNCE_MS - 1
        hardware.tap()
    assert hardware.reads(1) == [0]


def test_a_spark_of_an_open_contact_is_nothing_and_the_press_after_it_counts(hardware):
    hardware.motor.set(100, 0)
    hardware.flicker()
    assert hardware.is_driven()
    assert hardware.reads(1) == [0]
    hardware.tap()
    assert not hardware.is_driven()
    assert hardware.reads(2) == [STOP, 0]


def test_a_closed_contact_that_opens_for_an_instant_stays_one_press(hardware):
    hardware.press()
    assert hardware.reads(1) == [STOP]
    hardware.ticks.now_ms += 500
    hardware.flicker()
    assert hardware.reads(3) == [STOP, STOP, STOP]
    hardware.release()
    assert hardware.reads(2) == [0, 0]


def test_letting_go_with_a_spark_that_is_taken_for_closed_is_no_second_press(hardware):
    hardware.press()
    assert hardware.reads(1) == [STOP]
    hardware.ticks.now_ms += 500
    hardware.flicker()
    hardware.release()
    hardware.ticks.now_ms += 1
    hardware.tap()
    assert hardware.reads(3) == [0, 0, 0]


def test_a_press_that_was_over_before_interrupts_came_again_counts(hardware):
    """As while flash is written: what is seen of it is that something was."""
    hardware.stop.is_blind = True
    hardware.flicker()
    hardware.stop.is_blind = False
    hardware.ticks.now_ms += 1
    hardware.tap()  # still the same press: it bounces
    assert hardware.reads(3) == [STOP, 0, 0]


def test_a_spark_that_was_over_before_it_was_looked_at_is_none(hardware):
    hardware.flicker()
    assert hardware.reads(2) == [0, 0]


# --- outputs --------------------------------------------------------------------------


def test_a_press_puts_the_outputs_low_until_it_is_told(hardware):
    hardware.motor.set(100, 1000)
    hardware.tone.set(2000, 1000)
    hardware.pass_ms(100)
    assert hardware.is_driven(MOTOR_PIN) and hardware.is_driven(BUZZER_PIN)
    hardware.tap()
    assert hardware.world.levels == {MOTOR_PIN: 0, BUZZER_PIN: 0}
    hardware.motor.set(50, 1100)
    hardware.tone.set(2500, 1100)
    hardware.pass_ms(50)
    assert hardware.world.levels == {MOTOR_PIN: 0, BUZZER_PIN: 0}
    assert hardware.reads(1) == [STOP]
    hardware.pass_ms(50)
    assert hardware.world.levels == {MOTOR_PIN: 0, BUZZER_PIN: 0}, "that pulse stays cut"
    hardware.motor.set(0, 1200)
    hardware.motor.set(100, 1210)
    assert hardware.is_driven()


def test_no_level_reaches_a_pin_that_is_held_low(hardware, monkeypatch):
    hardware.tap()
    monkeypatch.setattr(gpio, "PWM", None)
    hardware.motor.set(100, 1000)
    hardware.tone.set(2000, 1000)
    hardware.pass_ms(60)
    assert hardware.world.levels == {MOTOR_PIN: 0, BUZZER_PIN: 0}


def test_an_active_buzzer_is_silenced_as_well(world, ticks):
    hardware = Hardware(world, ticks, buzzer="active")
    hardware.tone.set(2000, 1000)
    assert world.levels[BUZZER_PIN] == 1
    hardware.tap()
    assert world.levels[BUZZER_PIN] == 0


@pytest.mark.parametrize("at_ms", [0, 5, 10, 19, 29, 30])
def test_a_soft_start_does_not_go_on_once_the_press_was_told(hardware, at_ms):
    hardware.motor.set(100, 1000)
    hardware.pass_ms(at_ms)
    hardware.tap()
    assert hardware.reads(1) == [STOP]
    for _ in range(1100):
        hardware.pass_ms(1)
        assert not hardware.is_driven()
    hardware.motor.set(0, 2200)
    hardware.motor.set(100, 2200)
    assert hardware.is_driven()


def test_held_low_it_is_still_cut_at_its_cap(hardware):
    hardware.motor.set(100, 1000)
    hardware.tap()
    hardware.reads(1)
    hardware.pass_ms(1000)
    assert (hardware.motor.level, hardware.motor.due_ms) == (0, None)
    assert hardware.motor.was_capped


MOMENTS = ("made", "before freq", "after freq", "after duty")


def interrupting(happens, moment):
    """A PWM in the middle of whose start something happens, once."""

    class Interrupted(fake_machine.PWM):
        def __init__(self, pin):
            super().__init__(pin)
            self.reach("made")

        def freq(self, hz):
            self.reach("before freq")
            super().freq(hz)
            self.reach("after freq")

        def duty_u16(self, duty):
            super().duty_u16(duty)
            self.reach("after duty")

        def reach(self, name):
            if name == moment and happens:
                happens.pop()()

    return Interrupted


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("step_at_ms", [0, 10, 30])
def test_a_press_in_the_middle_of_driving_leaves_the_motor_off(
    hardware, monkeypatch, moment, step_at_ms
):
    happens = []
    monkeypatch.setattr(gpio, "PWM", interrupting(happens, moment))
    if step_at_ms:
        hardware.motor.set(100, 1000)
        hardware.pass_ms(step_at_ms - 1)
        hardware.motor._pin._pwm = None  # so that it is made anew: every moment comes
    happens.append(hardware.tap)
    if step_at_ms:
        hardware.pass_ms(1)
    else:
        hardware.motor.set(100, 1000)
    assert happens == []
    assert not hardware.is_driven()
    assert hardware.reads(1) == [STOP]
    hardware.pass_ms(100)
    assert not hardware.is_driven()


@pytest.mark.parametrize("moment", MOMENTS[1:])
def test_the_cap_in_the_middle_of_a_new_level_leaves_the_motor_off(
    hardware, monkeypatch, moment
):
    happens = []
    monkeypatch.setattr(gpio, "PWM", interrupting(happens, moment))
    hardware.motor.set(50, 1000)
    [timer] = hardware.world.timers
    happens.append(lambda: timer.callback(timer))
    hardware.motor.set(100, 1999)
    assert (happens, hardware.motor.was_capped) == ([], True)
    assert not hardware.is_driven()


# --- STOP before the core can answer it -----------------------------------------------


@pytest.mark.parametrize("was_pressed", [True, False])
def test_stop_pressed_before_is_told_once_when_it_can_be_answered(hardware, was_pressed):
    can_answer = []
    if was_pressed:
        hardware.tap()
    hardware.buttons.hold_back_stop(lambda: bool(can_answer))
    assert hardware.reads(2) == [0, 0]
    can_answer.append(True)
    assert hardware.reads(2) == [STOP if was_pressed else 0, 0]


def test_stop_tapped_meanwhile_is_told_as_well_and_other_contacts_at_once(hardware):
    can_answer = []
    hardware.buttons.hold_back_stop(lambda: bool(can_answer))
    hardware.press(STOP_PIN)
    hardware.press(NEXT_PIN)
    assert hardware.reads(1) == [NEXT]
    hardware.release(STOP_PIN)
    assert hardware.reads(1) == [NEXT]
    can_answer.append(True)
    assert hardware.reads(2) == [NEXT | STOP, NEXT]


def test_stop_still_down_when_it_can_be_answered_is_down(hardware):
    can_answer = []
    hardware.press()
    hardware.buttons.hold_back_stop(lambda: bool(can_answer))
    assert hardware.reads(1) == [0]
    can_answer.append(True)
    assert hardware.reads(2) == [STOP, STOP]
    hardware.release()
    assert hardware.reads(1) == [0]
