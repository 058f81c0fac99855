"""The mutation test's own parts: what is drawn, and which tests a mutant is tried with."""

import ast
import sys
from pathlib import Path

import pytest

pytest.importorskip("cosmic_ray", reason="no cosmic-ray here: make installs it")
sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from mutant_sample import draw, for_types_only, statement_around
from mutant_tests import CORE, GOLDEN, Choice

TEXT = """\
LIMIT_MS = 2000
TYPE_CHECKING = False
if TYPE_CHECKING:
    WIDTH = 3


class Clock:
    def late(self, ms: int = 4) -> bool:
        if (
            ms
            > LIMIT_MS
        ):
            return True
        return ms > 9
"""


@pytest.fixture
def tree(tmp_path):
    (tmp_path / CORE / "room").mkdir(parents=True)
    (tmp_path / CORE / "room" / "clock.py").write_text(TEXT)
    return tmp_path


def test_every_place_but_those_for_types_can_be_drawn_once(tree):
    mutants, places = draw(tree, 1, 99)
    assert len(mutants) == places
    assert {mutant["line"] for mutant in mutants} == {1, 8, 9, 11, 13, 14}
    assert all(ast.parse(mutant["code"]) for mutant in mutants)
    assert len({mutant["key"] for mutant in mutants}) == places


def test_a_seed_draws_the_same_again_and_another_one_others(tree):
    first, again, other = (draw(tree, seed, 5)[0] for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize(
    ("line", "statement"),
    [(1, None), (8, None), (9, (9, 12)), (11, (9, 12)), (13, (13, 13)), (14, (14, 14))],
)
def test_the_statement_of_a_function_is_found_whole(line, statement):
    assert statement_around(ast.parse(TEXT), line) == statement


def test_what_only_a_type_checker_sees_is_left_out():
    assert for_types_only(ast.parse(TEXT)) == {2, 3, 4}


def test_a_mutant_is_tried_with_the_tests_that_run_its_statement_the_quickest_first():
    choice = Choice(
        {
            "seconds": {"slow": 3.0, "quick": 0.1, "elsewhere": 0.2},
            "lines": {
                "clock.py": {"9": ["slow"], "10": ["quick"], "13": [""], "14": ["elsewhere"]}
            },
        }
    )
    inside = {"module": "clock.py", "statement": (9, 12)}
    assert choice.tests(inside) == ["quick", GOLDEN, "slow"]
    for statement in (None, (13, 13)):  # of the module, or run while it is read
        outside = {"module": "clock.py", "statement": statement}
        assert choice.tests(outside) == ["quick", "elsewhere", GOLDEN, "slow"]
