"""The trainer on its own: which cue plays, what is right, what goes on record."""

import pytest
from acupacer.core.cue.confusions import Confusions, worst
from acupacer.core.cue.cues import TAUGHT
from acupacer.core.cue.player import Player
from acupacer.core.cue.trains import GROUP_GAP_MS
from acupacer.core.menu.trainer import BETWEEN_MS, FIRST_MS, Trainer


class Training:
    """A trainer, and as its recorder what it was told: (played, named)."""

    def __init__(self, is_in_lesson=False):
        self.noted = []
        self.player = Player()
        self.trainer = Trainer(self.player, self, Confusions())
        self.trainer.begin(0, 7)
        if not is_in_lesson:
            self.player.started.clear()
            self.trainer.begin_quiz(0)

    def note(self, kind, values):
        assert kind == "trained"
        self.noted.append(tuple(values))

    def played(self):
        """(at_ms, cue) since it was asked last."""
        started = list(self.player.started)
        self.player.started.clear()
        return started

    def name(self, cue):
        self.trainer.move(TAUGHT.index(cue) - self.trainer.view().index + 1)
        self.trainer.name_it(50_000)


@pytest.fixture
def training():
    return Training()


def test_a_lesson_comes_first_with_each_cue_and_its_name():
    training = Training(is_in_lesson=True)
    trainer = training.trainer
    for number, cue in enumerate(TAUGHT):
        view = trainer.view()
        assert (view.stage, view.guess, view.index) == ("lesson", cue, number + 1)
        assert training.played() == [(10_000 * number + FIRST_MS, cue)]
        trainer.teach(1, 10_000 * (number + 1))
    assert (trainer.view().stage, len(training.played()), training.noted) == ("listen", 1, [])


def test_the_lesson_goes_back_and_no_further_than_its_first_cue():
    training = Training(is_in_lesson=True)
    for by, index in ((1, 2), (-1, 1), (-1, 1)):
        training.trainer.teach(by, 0)
        assert training.trainer.view().index == index


def test_the_order_follows_from_the_seed(training):
    first = training.played()[0][1]
    again = Training()
    assert again.played() == [(FIRST_MS, first)]
    played = []
    for at_ms in range(0, 4_000_000, 10_000):
        training.trainer.play_next(at_ms)
        played.append(training.played()[0][1])
    assert set(played) == set(TAUGHT)


def test_a_name_is_right_or_wrong_and_on_record(training):
    cue = training.played()[0][1]
    other = TAUGHT[TAUGHT.index(cue) - 1]
    assert not training.trainer.has_answer()
    training.name(other)
    assert training.trainer.has_answer()
    view = training.trainer.view()
    shown = [view.as_dict()[name] for name in ("stage", "guess", "felt", "result", "right")]
    assert shown == ["answer", other, cue, "wrong", 0]
    first_ms = 50_000 + FIRST_MS  # both are felt again: this one, then what it was taken for
    second_ms = first_ms + training.player.length_ms(cue) + BETWEEN_MS
    assert training.played() == [(first_ms, cue), (second_ms, other)]
    training.trainer.play_next(60_000)
    next_cue = training.played()[0][1]
    training.name(next_cue)
    view = training.trainer.view()
    assert (view.result, view.right, view.asked) == ("right", 1, 2)
    assert training.played() == []
    assert training.noted == [(cue, other), (next_cue, next_cue)]


def test_the_same_cue_can_be_felt_again(training):
    ((_, cue),) = training.played()
    training.trainer.replay(60_000)
    assert training.played() == [(60_000, cue)]
    training.player.step(60_000, [])
    training.trainer.replay(60_050)  # the one that plays is let finish
    ends_ms = 60_000 + training.player.length_ms(cue)
    assert training.played() == [(ends_ms + GROUP_GAP_MS, cue)]


def test_after_the_last_name_comes_what_is_known(training):
    for index, name in enumerate(TAUGHT):
        view = training.trainer.view()
        assert (view.guess, view.index, view.known) == (name, index + 1, [])
        training.trainer.move(1)
    assert training.trainer.shows_known()
    view = training.trainer.view()
    assert (view.stage, view.guess, view.count) == ("known", "", len(TAUGHT) + 1)
    assert view.known == Confusions().matrix(TAUGHT)
    training.trainer.to_the_names()
    assert training.trainer.view().guess == TAUGHT[0]


@pytest.mark.parametrize(
    ("matrix", "mixed"),
    [([[5, 0], [0, 9]], (-1, -1)), ([[5, 1], [2, 9]], (1, 0)), ([[5, 2], [2, 9]], (0, 1))],
)
def test_the_commonest_mistake_is_none_without_one_and_the_first_of_equals(matrix, mixed):
    assert worst(matrix) == mixed


def test_a_new_visit_counts_anew(training):
    training.name(training.played()[0][1])
    training.played()
    training.trainer.begin(90_000, 8)
    view = training.trainer.view()
    shown = [view.as_dict()[name] for name in ("stage", "index", "right", "asked", "result")]
    assert shown == ["lesson", 1, 0, 0, ""]
    assert training.played()[0][0] == 90_000 + FIRST_MS
