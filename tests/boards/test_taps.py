"""Contacts between two looks: nothing a finger did is lost, no spark is told."""

from acupacer.boards.pi.taps import SPARK_NS, Taps

START, STOP = 1, 4
MS = 1_000_000


def tap(taps, bit, at_ns, lasts_ns):
    taps.take_edge(bit, True, at_ns)
    taps.take_edge(bit, False, at_ns + lasts_ns)


def test_a_contact_that_is_over_is_told_closed_once_and_then_open():
    taps = Taps()
    tap(taps, STOP, 0, 4 * MS)
    assert (taps.told(0), taps.has_more) == (STOP, True)
    assert (taps.told(0), taps.has_more) == (0, False)


def test_a_spark_is_no_contact():
    taps = Taps()
    tap(taps, STOP, 0, SPARK_NS - 1)
    assert (taps.told(0), taps.has_more) == (0, False)


def test_an_opening_without_its_closing_is_no_contact():
    taps = Taps()
    taps.take_edge(STOP, False, 5 * MS)
    assert taps.told(0) == 0


def test_what_was_told_closed_is_not_told_again_when_it_opens():
    taps = Taps()
    taps.take_edge(START, True, 0)
    assert (taps.told(START), taps.has_more) == (START, False)
    taps.take_edge(START, False, 100 * MS)
    assert (taps.told(0), taps.has_more) == (0, False)


def test_one_over_and_one_down_are_both_told():
    taps = Taps()
    taps.take_edge(START, True, 0)
    tap(taps, STOP, MS, 3 * MS)
    assert (taps.told(START), taps.has_more) == (START | STOP, True)
    assert (taps.told(START), taps.has_more) == (START, False)
