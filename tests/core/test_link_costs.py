"""What the link remembers of how long its work takes."""

import pytest
from acupacer.core.link.costs import NOTHING, Costs

KIND = 7


@pytest.mark.parametrize(
    ("took_ms", "remembered_ms"), [(1, 3), (3, 3), (4, 4), (250, 250), (251, 250), (9000, 250)]
)
def test_a_piece_may_take_as_long_as_it_did_within_bounds(took_ms, remembered_ms):
    costs = Costs(first_ms=40)
    costs.begin(KIND)
    costs.end(took_ms)
    assert costs.of(KIND) == remembered_ms
    assert costs.of(KIND + 1) == 40  # another kind was not seen yet
    assert costs.of(NOTHING) == 0


def test_the_longest_piece_is_remembered_and_steps_without_one_are_not():
    costs = Costs(first_ms=40)
    for took_ms in (20, 30, 10):
        costs.begin(KIND)
        costs.end(took_ms)
    costs.end(90)  # a step that did no work of the link
    assert costs.of(KIND) == 30
