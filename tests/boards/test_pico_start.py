"""How the Pico's program ends: what the panel says, and every way on from there."""

import pytest
from acupacer.boards import loop
from acupacer.boards.pico import board, faults, last_word, start, store
from acupacer.boards.pico.config import Config, ConfigError

START_PIN = 10


class Stopped:
    """A program that ended. ``pauses``: what happens in each; ``sent``: what a host sent."""

    def __init__(self):
        self.pauses = []
        self.sent = b""
        self.shown = ()
        self.resets = 0


class Reset(BaseException):
    pass


@pytest.fixture
def stopped(world, monkeypatch, tmp_path):
    made = Stopped()

    def pause(ms):
        assert ms == start.POLL_MS
        if not made.pauses:
            raise KeyboardInterrupt  # nothing would ever end it
        made.pauses.pop(0)()

    def read_into(buffer):
        data, made.sent = made.sent[: len(buffer)], made.sent[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def reset():
        raise Reset

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(start.time, "sleep_ms", pause, raising=False)
    monkeypatch.setattr(start, "read_into", read_into)
    monkeypatch.setattr(start.machine, "reset", reset)
    monkeypatch.setattr(start, "show", lambda config, lines: setattr(made, "shown", lines))
    monkeypatch.setattr(faults, "text_of", lambda error: f"Traceback\n{error}")
    return made


def end(error=None, **values):
    start._end_in_fault(Config(values), error or ValueError("GP26: planted fault"))


def press():
    start.machine.WORLD.obey(["press", str(START_PIN)])


def release():
    start.machine.WORLD.obey(["release", str(START_PIN)])


def nothing():
    pass


def test_a_fault_is_kept_said_and_shown(stopped, capsys):
    with pytest.raises(KeyboardInterrupt):
        end()
    told = "Traceback\nGP26: planted fault"
    assert faults.read().endswith(told)
    assert capsys.readouterr().out == f"acupacer: fault\n{told}\nacupacer: end of fault\n"
    assert stopped.shown == (
        "Fault:",
        "see laptop",
        "",
        "ValueError",
        "GP26: planted fa",
        "ult",
        "",
        "START: restart",
    )


def test_a_wrong_configuration_is_said_whole_and_its_first_fault_is_shown(stopped, capsys):
    told = (
        "config.json line 3: motor_hz: 1 does not fit; write 50 to 1000\n"
        "config.json line 4: panel: 7 does not fit"
    )
    with pytest.raises(KeyboardInterrupt):
        end(ConfigError(told))
    assert capsys.readouterr().out == f"acupacer: fault\n{told}\nacupacer: end of fault\n"
    assert stopped.shown == (
        "config.json",
        "line 3: motor_hz",
        ": 1 does not fit",
        "; write 50 to 10",
        "00",
        "",
        "",
        "START: restart",
    )
    assert faults.read() == "", "it is not the program's"


def test_a_fault_without_a_line_is_shown_without_its_colon(stopped):
    with pytest.raises(KeyboardInterrupt):
        end(ConfigError("config.json: longer than 4096 bytes"))
    assert stopped.shown[:3] == ("config.json", "longer than 4096", " bytes")


def test_every_line_fits_the_panel(stopped):
    with pytest.raises(KeyboardInterrupt):
        end(RuntimeError("x" * 200))
    assert len(stopped.shown) == last_word.LINES
    words = (stopped.shown, start.SAFE_WORDS, start.PROMPT_WORDS, start.FAULT_WORDS)
    assert max(len(line) for lines in words for line in lines) <= last_word.COLUMNS


@pytest.mark.parametrize("active_high", [False, True])
def test_start_pressed_and_let_go_starts_the_board_again(stopped, active_high):
    stopped.pauses = [nothing, press, nothing, release]
    with pytest.raises(Reset):
        end(active_high=active_high)
    assert stopped.pauses == []


def test_start_that_was_down_at_the_fault_has_to_be_pressed_anew(stopped):
    press()
    stopped.pauses = [nothing, release, nothing]
    with pytest.raises(KeyboardInterrupt):
        end()
    press()
    stopped.pauses = [nothing, release, press, release]
    with pytest.raises(Reset):
        end()


def test_a_line_from_a_host_is_answered_with_the_fault(stopped, capsys):
    def send(data):
        stopped.sent = data

    stopped.pauses = [lambda: send(b"half"), lambda: send(b" a line\n"), nothing]
    with pytest.raises(KeyboardInterrupt):
        end()
    assert capsys.readouterr().out.count("acupacer: fault\n") == 2
    stopped.sent = b"a line\n"
    stopped.pauses = [lambda: send(b"more"), nothing]
    with pytest.raises(KeyboardInterrupt):
        end()
    assert capsys.readouterr().out.count("acupacer: fault\n") == 2, "a line is answered once"


def test_a_long_line_does_not_hide_start(stopped, capsys):
    stopped.sent = b"+" * 3000
    stopped.pauses = [nothing, press, release]
    with pytest.raises(Reset):
        end()
    assert capsys.readouterr().out.count("acupacer: fault\n") == 1


@pytest.fixture
def start_up(stopped, monkeypatch):
    """``start.start`` with a program that ends at once, as told."""

    def run(error, is_safe=False):
        def program(config):
            start.machine.Pin(15, start.machine.Pin.OUT, value=1)
            raise error

        monkeypatch.setattr(start, "run", program)
        start.start(is_safe)

    return run


def test_outputs_are_low_whatever_ended_the_program(start_up, stopped, world, capsys):
    levels = []
    stopped.pauses = [lambda: levels.append((world.levels[15], world.levels[16]))]
    start_up(ValueError("one"))  # then Ctrl-C
    assert levels == [(0, 0)]
    assert capsys.readouterr().out.endswith(
        "acupacer: stopped, motor and buzzer are low; Ctrl-D starts it again\n"
    )
    assert faults.read().endswith("one")


def test_ctrl_c_leads_to_the_prompt_and_is_no_fault(start_up, stopped, world):
    start_up(KeyboardInterrupt())
    assert (world.levels[15], stopped.shown) == (0, start.PROMPT_WORDS)
    assert faults.read() == ""


def test_in_safe_mode_nothing_runs(start_up, stopped, capsys):
    start_up(ValueError("not reached"), is_safe=True)
    assert stopped.shown == start.SAFE_WORDS
    assert capsys.readouterr().out == "acupacer: safe mode, the program is not running\n"


@pytest.mark.parametrize("ended", ["reset", "loader", "prompt"])
def test_outputs_are_low_before_what_waits_is_written(stopped, world, monkeypatch, ended):
    """Writing takes as long as the flash does, and nothing else is done meanwhile."""
    done = []

    class Loop:
        def __init__(self, device, board):
            self._board = board

        def run(self):
            self._board.motor.set(100, 0)
            assert world.levels[15]
            return ended

    def finish(store):
        done.append(("write", world.levels[15]))

    def enter_loader():
        done.append(("loader", world.levels[15]))
        raise Reset

    class Link:
        def drain(self, ms):
            assert ms == start.DRAIN_MS

    monkeypatch.setattr(loop, "Loop", Loop)
    monkeypatch.setattr(board, "UsbLink", Link)
    monkeypatch.setattr(store.Store, "finish", finish)
    monkeypatch.setattr(start.machine, "bootloader", enter_loader, raising=False)
    with pytest.raises(Reset):
        start.run(Config({"panel": "none"}))
    assert done == [("write", 0)] + [("loader", 0)] * (ended == "loader")
