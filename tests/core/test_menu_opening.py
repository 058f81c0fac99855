"""Opening a routine, with nothing around it but its checks, a store and a maker."""

import pytest
from acupacer.core.clock.clock import Clock
from acupacer.core.events import Read, ReadDone, StoreFailed
from acupacer.core.menu import happenings
from acupacer.core.menu.opening import RoutineOpener
from acupacer.core.menu.opening_checks import NO_REFUSAL, Objection
from acupacer.core.menu.power_loss import PowerLoss
from acupacer.core.progress.progress import Progress
from acupacer.core.progress.records import Accepted
from acupacer.core.routine.document import Scanner
from acupacer.core.screen.safety_screens import RefusedView
from acupacer.core.store.storage import Storage, StoredContents
from gestures_data import ROUTINES


class Checks:
    """Objects as it is told to."""

    objects = None

    def objection(self, entry):
        return self.objects


class Notes:
    """A recorder that keeps what it gets."""

    def __init__(self):
        self.noted = []

    def note(self, kind, values, session=0):
        self.noted.append((kind, values, session))


class Preferences:
    """German."""

    values = {"language": "de"}


class Maker:
    """Says what it made a session of."""

    def session(self, entry, routine):
        return ("session of", routine.title)


class Opening:
    def __init__(self):
        self.contents = StoredContents()
        scanner = Scanner()
        scanner.feed(ROUTINES)
        scanner.finish()
        self.contents.replace_routines(scanner.entries, b"", len(ROUTINES))
        self.hold, self.gun, self.balls = scanner.entries
        self.orders, self.told = [], []
        self.storage = Storage(self.orders.append)
        self.checks, self.recorder, self.progress = Checks(), Notes(), Progress()
        self.opener = RoutineOpener(
            self.checks,
            self.storage,
            self.contents,
            self.progress,
            self.recorder,
            Preferences(),
            Maker(),
            self.told.append,
        )

    def answer(self, data=None):
        """The oldest order is answered: by the routine's bytes, or by ``data``."""
        order = self.orders.pop(0)
        whole = ROUTINES[order.offset : order.offset + order.length]
        self.storage.answer(ReadDone(order.ticket, whole if data is None else data))

    def accept(self, entry):
        self.accept_line(entry.id, entry.cautions_hash)

    def accept_line(self, what, digest):
        fields = {"what": what, "hash": digest}
        self.progress.apply(Accepted(dict(fields, id=self.progress.next_id)))


@pytest.fixture
def opening():
    return Opening()


def test_its_bytes_are_read_and_its_cautions_shown(opening):
    assert opening.opener.open(opening.hold) == ""
    assert opening.orders == [
        Read(1, "routines.json", opening.hold.offset, opening.hold.length)
    ]
    assert opening.told == []
    opening.answer()
    assert opening.told == [happenings.CAUTIONED]
    assert opening.opener.caution_lines == ["caution_GB21"]
    assert (opening.opener.title(), opening.opener.session) == ("Hold", None)


def test_accepted_cautions_go_on_record_as_they_were_shown(opening):
    opening.opener.open(opening.gun)
    opening.answer()
    assert opening.opener.caution_lines == ["caution_gun", "caution_BL23", "Muscle only."]
    opening.opener.accept_cautions()
    shared = [("accepted", [key, "1"], 0) for key in ("caution_gun", "caution_BL23")]
    own = ("accepted", ["gun", opening.gun.cautions_hash], 0)
    assert opening.recorder.noted == [*shared, own]


@pytest.mark.parametrize("how", ["with another routine", "with one that is gone", "never"])
def test_what_was_accepted_is_not_asked_again(opening, how):
    if how == "with another routine":
        opening.accept(opening.gun)
    elif how == "with one that is gone":
        opening.accept_line("caution_BL23", "1")
    else:
        opening.accept_line("caution_BL23", "0")  # as it was before
    opening.opener.open(opening.balls)
    opening.answer()
    rest = [] if how != "never" else ["caution_BL23"]
    assert opening.opener.caution_lines == ["caution_balls", *rest]


def test_without_anything_new_to_mind_a_routine_is_ready_at_once(opening):
    opening.accept_line("caution_GB21", "1")
    opening.opener.open(opening.hold)
    opening.answer()
    assert (opening.told, opening.recorder.noted) == ([happenings.READY], [])


def test_with_its_cautions_accepted_its_session_is_ready_and_given_away(opening):
    opening.accept(opening.hold)
    opening.opener.open(opening.hold)
    opening.answer()
    assert opening.told == [happenings.READY]
    assert opening.opener.take_session() == ("session of", "Hold")
    assert opening.opener.session is None


@pytest.mark.parametrize("data", [b"", b'{"id":"hold"}', b"\xff"])
def test_a_broken_routine_is_refused(opening, data):
    opening.opener.open(opening.hold)
    opening.answer(data)
    assert opening.told == [happenings.REFUSED]
    assert opening.opener.refusal == RefusedView("refused_broken", "Hold")


def test_a_routine_that_cannot_be_read_is_refused(opening):
    opening.opener.open(opening.hold)
    opening.storage.answer(StoreFailed(opening.orders.pop().ticket, "io"))
    assert opening.told == [happenings.REFUSED]
    assert opening.opener.refusal.reason == "refused_broken"


def test_an_objection_is_the_answer_and_nothing_is_read(opening):
    opening.checks.objects = Objection(happenings.UNASKED, "refused_unanswered", NO_REFUSAL)
    assert opening.opener.open(opening.hold) == happenings.UNASKED
    assert (opening.opener.code, opening.orders) == ("refused_unanswered", [])
    opening.checks.objects = None
    opening.opener.open(opening.hold)
    assert opening.opener.code == ""


@pytest.mark.parametrize("is_other", [False, True], ids=["a key", "another routine"])
def test_what_is_newer_ends_a_reading(opening, is_other):
    opening.opener.open(opening.hold)
    if is_other:
        opening.opener.open(opening.gun)
    else:
        opening.opener.cancel()
    opening.answer()
    assert opening.told == []
    if is_other:
        opening.answer()
        assert (opening.told, opening.opener.title()) == ([happenings.CAUTIONED], "Gun")


def test_it_is_gone_once_its_text_is_another(opening):
    opening.opener.open(opening.hold)
    assert not opening.opener.is_gone()
    changed = opening.hold._replace(digest="another")
    opening.contents.replace_routines([changed], b"", 1)
    assert opening.opener.is_gone()
    assert opening.opener.entry_now() == changed
    opening.contents.replace_routines([opening.gun], b"", 1)
    assert opening.opener.entry_now() is None


def test_without_a_cut_session_power_loss_has_nothing_to_offer():
    recorder = Notes()
    power_loss = PowerLoss(Clock(), Progress(), recorder, StoredContents())
    power_loss.find()
    assert (power_loss.can_go_on(0), power_loss.is_gone()) == (False, False)
    assert (power_loss.entry(), recorder.noted) == (None, [])
