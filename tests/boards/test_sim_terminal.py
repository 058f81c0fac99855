"""The terminal front, driven by Textual's own pilot: what is shown and what keys do."""

import asyncio
import queue

import pytest
from acupacer.boards.sim import keyboard, terminal
from acupacer.boards.sim.board import SimOptions, Simulator
from acupacer.boards.sim.terminal import Key, PanelView, SimulatorApp
from acupacer.core import events, languages
from acupacer.core.events import NEXT, START, STOP, ButtonsChanged, ShowView
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.safety_screens import StopCheckView
from acupacer_host.pictures.gallery_views import VIEWS
from rich.console import Console
from rich.text import Text
from stand_in import StandIn, pulse

CHECK = StopCheckView(doubt=False)


@pytest.fixture
def app(monkeypatch):
    """The app on a stand-in device, which it offers as ``app.device``."""
    pulses = [edge for n in range(60) for edge in pulse(50 + 1000 * n, 30, 100, 1600)]
    device = StandIn([(0, [ShowView(CHECK)]), *pulses])
    monkeypatch.setattr(
        terminal, "Simulator", lambda options, sink: Simulator(options, sink, lambda *_: device)
    )
    shows = queue.Queue()
    app = SimulatorApp(SimOptions(), shows.put)
    app.device, app.shows = device, shows
    return app


def drive(app, size, act):
    async def run():
        async with app.run_test(size=size) as pilot:
            await act(pilot)

    asyncio.run(run())


async def until(condition):
    for _ in range(10_000):
        if condition():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came true")


def text_of(widget):
    return str(widget.render())


@pytest.mark.parametrize(
    ("size", "columns", "lines"), [((80, 24), 64, 16), ((140, 50), 128, 32)]
)
def test_the_panel_is_shown_in_full_at_every_size(app, size, columns, lines):
    async def act(pilot):
        view = app.query_one(PanelView)
        await until(lambda: any(text_of(view).strip("\u2800 \n")))
        shown = text_of(view).split("\n")
        assert (len(shown), {len(line) for line in shown}) == (lines, {columns})
        assert app._simulator.port in text_of(app.query_one("#title"))

    drive(app, size, act)


@pytest.mark.parametrize(
    ("key", "button", "seconds"),
    [
        ("space", START, 0.1),
        ("enter", START, 0.1),
        ("n", NEXT, 0.1),
        ("right", NEXT, 0.1),
        ("down", NEXT, 0.1),
        ("x", STOP, 0.1),
        ("escape", STOP, 0.1),
        ("X", STOP, 1.0),
    ],
)
def test_keys_tap_and_shift_presses_long(app, key, button, seconds):
    async def act(pilot):
        await until(lambda: app.device.inputs_of(ButtonsChanged))
        timers = []
        app.set_timer = lambda *timer: timers.append(timer)
        await pilot.press(key)
        await until(lambda: app.device.inputs_of(ButtonsChanged)[-1][1].pressed == button)
        ((asked_s, let_go),) = timers
        assert asked_s == seconds
        let_go()
        await until(lambda: app.device.inputs_of(ButtonsChanged)[-1][1].pressed == 0)

    drive(app, (100, 30), act)


def test_a_button_is_lit_while_its_contact_is_closed(app):
    async def act(pilot):
        key = app.query_one("#next", Key)
        app.action_tap("NEXT")
        assert key.has_class("down")
        await until(lambda: not key.has_class("down"))

    drive(app, (100, 30), act)


def test_the_mouse_holds_a_button_as_long_as_it_is_down(app):
    async def act(pilot):
        await until(lambda: app.device.inputs_of(ButtonsChanged))
        await pilot.pause()
        await pilot.mouse_down("#stop")
        await until(lambda: app.device.inputs_of(ButtonsChanged)[-1][1].pressed == STOP)
        await pilot.mouse_up("#stop")
        await until(lambda: app.device.inputs_of(ButtonsChanged)[-1][1].pressed == 0)

    drive(app, (100, 30), act)


def test_cues_and_the_plug_are_seen(app):
    async def act(pilot):
        strip = app.query_one("#motor")
        await until(lambda: "█" in text_of(strip))
        app.action_plug()
        await until(lambda: app.query_one(PanelView).has_class("lost"))
        assert not app._simulator.bus.is_plugged
        app.action_plug()
        await until(lambda: not app.query_one(PanelView).has_class("lost"))

    drive(app, (100, 30), act)


def test_a_visitor_is_called_once_and_any_key_takes_the_device_over(app):
    async def act(pilot):
        await until(lambda: not app.shows.empty())
        show = app.shows.get()
        assert show.simulator is app._simulator and not show.taken.is_set()
        show.say("it pushes")
        hint = app.query_one("#hint")
        await until(lambda: text_of(hint) == "it pushes  (any key: yours)")
        await pilot.press("f5")
        assert show.taken.is_set()
        await until(lambda: text_of(hint) == keyboard.HINT)
        assert app.shows.empty()

    drive(app, (80, 24), act)
    assert app.code == 0


@pytest.mark.parametrize(
    ("screen", "button"),
    [("home", NEXT), ("settings", NEXT), ("prompt", START), ("hold", 0)],
)
def test_an_arrow_goes_back_where_a_long_press_does(app, screen, button):
    async def act(pilot):
        timers = []
        app.set_timer = lambda *timer: timers.append(timer)
        await until(lambda: app.device.inputs_of(ButtonsChanged))
        app._take_screen = lambda *_: None  # what is really on comes when it likes
        app._screen_name = screen
        await pilot.press("up")
        await pilot.pause()
        assert [seconds for seconds, _ in timers] == ([1.0] if button else [])
        if button:
            await until(lambda: app.device.inputs_of(ButtonsChanged)[-1][1].pressed == button)

    drive(app, (80, 24), act)


def test_the_layout_is_that_of_the_size_it_has_now(app):
    async def act(pilot):
        await until(lambda: text_of(app.query_one("#words")))
        for size in ((200, 55), (80, 24), (140, 50), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app._half == (size[0] > 80), size  # half blocks where they fit
            panel = app.query_one("#panel").region
            assert panel.right <= size[0] and panel.bottom <= size[1], size

    drive(app, (80, 24), act)


@pytest.mark.parametrize("size", [(80, 24), (80, 30), (100, 30), (140, 50), (200, 60)])
def test_everything_fits(app, size):
    async def act(pilot):
        words = app.query_one("#words")
        await until(lambda: "Press\u00a0STOP\u00a0once" in text_of(words))
        await pilot.pause()
        for name in ("title", "panel", "words", "motor", "tone", "start", "stop", "hint"):
            region = app.query_one(f"#{name}").region
            assert region.width and region.height, name
            assert region.right <= size[0] and region.bottom <= size[1], name
        assert len(keyboard.HINT) <= app.query_one("#hint").size.width
        keys = " ".join(text_of(key) for key in app.query(Key))
        assert all(sign in keys for sign in ("▶ START", "▶▶ NEXT", "■ STOP"))
        assert app.query_one("#side").size.width >= 12 or app.query_one("#below").display

    drive(app, size, act)


def test_a_question_mark_shows_the_keys_in_the_panels_place(app):
    async def act(pilot):
        await pilot.press("question_mark")
        await pilot.pause()
        shown = app.query_one("#help")
        assert shown.display and not app.query_one(PanelView).display
        assert shown.region.height == 16 >= len(keyboard.HELP.rstrip().split("\n"))
        assert max(map(len, keyboard.HELP.split("\n"))) <= 64
        await pilot.press("question_mark")
        assert app.query_one(PanelView).display

    drive(app, (80, 24), act)


@pytest.mark.parametrize("language", languages.CODES)
@pytest.mark.parametrize("is_large", [False, True])
def test_the_words_of_every_screen_fit_their_lines(language, is_large):
    painter = Painter()
    painter.set_options(language, False, is_large)
    for name, view in VIEWS:
        painter.show(view)
        text = Text(terminal.one_text(painter.lines()))
        lines = text.wrap(Console(), 62)
        assert len(lines) <= 3, name


def test_quitting_puts_the_outputs_low(app):
    app.device.programme = [(0, [events.SetMotor(100, 0)])]

    async def act(pilot):
        motor = app._simulator.factory.pin(18)
        await until(lambda: any(state for _, state in motor.states))
        await pilot.press("q")

    drive(app, (100, 30), act)
    assert app._simulator.factory.pin(18).states[-1].state == 0
    assert app.code == 0


def test_without_a_terminal_it_says_so(capsys):
    assert terminal.run_terminal(SimOptions()) == 2
    assert "--headless" in capsys.readouterr().err
