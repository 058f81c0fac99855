"""Large text on a device: NEXT leads to the end of a screen before it does anything else."""

import pytest
from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events, settings
from acupacer_host.content import routine_files
from acupacer_host.pictures.gallery_views import VIEWS, changed
from test_painter import drawn

STEP_MS = 1500  # between presses
QUESTIONS = 6


class Reader(VirtualBoard):
    """A device with large text; ``page``: which of the screen's pages is shown, from 0."""

    def __init__(self):
        values = {**settings.defaults(), "large": True}
        files = {events.FACTORY_FILE: routine_files.packaged()}
        super().__init__({**files, events.SETTINGS_FILE: settings.encode(values)})
        self.run_to("stop_check")
        self.tap_each("STOP")

    def tap_each(self, *buttons):
        for button in buttons:
            self.tap(button)
            self.wait(STEP_MS)

    def read_to_the_end(self):
        """NEXT as long as the screen goes on."""
        while self.device.painter.has_more():
            self.tap_each("NEXT")

    def answer(self, *buttons):
        """The questions of the profile, the look over them, the red flags."""
        self.tap_each(*buttons)
        self.read_to_the_end()
        self.tap_each("START")
        while self.device.state == "red_flags":
            self.read_to_the_end()
            self.tap_each(self.hints()[0])
        assert self.device.state == "home"

    def hints(self):
        lines = self.device.painter.lines()
        return [line.split(":")[0] for line in lines if line.startswith(("START:", "NEXT:"))]

    @property
    def page(self):
        return self.device.view.text_page


@pytest.fixture
def reader():
    return Reader()


def test_answers_are_confirmed_only_where_all_of_them_were_shown(reader):
    reader.tap_each(*["NEXT"] * QUESTIONS)
    assert (reader.device.state, reader.page, reader.hints()) == ("review", 0, ["NEXT"])
    reader.tap_each("START")
    assert (reader.device.state, reader.page) == ("review", 0)
    reader.tap_each("NEXT")
    assert (reader.device.state, reader.page) == ("review", 1)
    assert reader.device.view.as_dict()["text_page"] == 1
    reader.tap_each("START")
    assert (reader.device.state, reader.page) == ("red_flags", 0)


def test_red_flags_are_accepted_only_at_their_end(reader):
    reader.tap_each(*["NEXT"] * QUESTIONS)
    reader.read_to_the_end()
    reader.tap_each("START", "NEXT", "NEXT")
    assert (reader.device.view.page, reader.page) == (1, 0)
    for page in (0, 1):
        reader.tap_each("START")
        assert (reader.device.state, reader.page) == ("red_flags", page)
        reader.tap_each("NEXT")
    reader.tap_each("NEXT")  # it stays
    assert reader.page == 2
    reader.tap_each("START")
    assert reader.device.state == "home"


def test_a_refusal_is_read_to_its_end_before_next_leads_to_the_answers(reader):
    reader.answer("START", *["NEXT"] * (QUESTIONS - 1))
    reader.tap_each("STOP", "START")  # the first routine
    assert (reader.device.state, reader.page, reader.hints()) == ("refused", 0, ["NEXT"])
    reader.tap_each("NEXT")
    assert (reader.device.state, reader.page) == ("refused", 1)
    assert reader.hints() == ["START", "NEXT"]
    reader.tap_each("NEXT")
    assert (reader.device.state, reader.page) == ("question", 0)


def test_a_prompt_has_the_landmark_on_a_page_of_its_own_and_start_begins_from_any(reader):
    reader.answer(*["NEXT"] * QUESTIONS)
    reader.tap_each("START")
    prompts = []
    while not prompts or (reader.device.view.page, reader.page) != (0, 0):
        prompts.append((reader.device.view.page, reader.page))
        reader.tap_each("NEXT")
    assert prompts[:3] == [(0, 0), (0, 1), (1, 0)]
    assert {page for page, _ in prompts} == set(range(reader.device.view.pages))
    reader.tap_each("NEXT", "START")
    assert reader.device.state == "get_ready"


def test_small_text_again_is_one_page_wherever_one_was(reader):
    reader.tap_each(*["NEXT"] * (QUESTIONS + 1))
    assert reader.page == 1
    reader.device.preferences.change({"large": False})
    reader.wait(STEP_MS)
    assert "START" in reader.hints()
    reader.tap_each("START")
    assert reader.device.state == "red_flags"


def test_stop_leaves_from_any_page(reader):
    reader.tap_each(*["NEXT"] * (QUESTIONS + 1), "STOP")
    assert (reader.device.state, reader.page) == ("home", 0)


def test_a_page_behind_the_last_is_the_last():
    def lines(page):
        view = changed(dict(VIEWS)["review"])
        view.text_page = page
        return drawn(view, is_large=True).lines()

    assert lines(0) != lines(1) == lines(2) == lines(9)
