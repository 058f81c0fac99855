"""What may press where: the table, written out once more, and what a refusal says.

Every cell on both interpreters: tests/portable/places_corpus.py.
"""

import pytest
from acupacer.core.routine import known_places, points, regions, safety
from acupacer.core.routine.places import Place, built_in, unnamed
from acupacer.core.screen import whereabouts

HANDS_NEVER = "throat spine groin"
GUN = "shoulder lower_back buttock thigh_front thigh_back thigh_outer calf"
ROLLER = GUN + " upper_back hip sole"
BALLS = ROLLER + " hand forearm upper_arm"
NAMES = (
    "head face throat neck shoulder upper_back spine lower_back flank ribs chest belly buttock "
    "sacrum hip groin thigh_front thigh_back thigh_outer thigh_inner knee knee_back shin calf "
    "ankle foot sole upper_arm elbow forearm wrist hand"
)
MAY = {"gun": GUN.split(), "roller": ROLLER.split(), "balls": BALLS.split()}
MAY["ball"] = MAY["balls"]
MAY["hands"] = [name for name in NAMES.split() if name not in HANDS_NEVER.split()]


def test_the_list_is_closed():
    assert " ".join(regions.NAMES) == NAMES
    assert set(regions.PICTURES) == set(whereabouts.PICTURES)


@pytest.mark.parametrize("name", NAMES.split())
def test_every_row_of_the_table(name):
    expected = [method for method in safety.PRESSING if name in MAY[method]]
    assert list(regions.region(name).methods) == expected
    place = Place("spot", "Spot", name)
    for method in safety.PRESSING:
        assert (place.objection(method) == "") == (method in expected)


def test_a_refusal_says_why_and_what_is_possible():
    neck = Place("knot", "Knot", "neck").objection("roller")
    assert neck.startswith("never with roller on neck, only with hands; possible with roller: ")
    assert neck.partition("roller: ")[2].split(", ") == [
        n for n in NAMES.split() if n in ROLLER
    ]
    assert Place("t", "T", "throat").objection("hands") == "nothing may press on throat"
    assert unnamed("back").objection("gun").startswith("gun needs a region: ")


def test_a_point_may_be_narrower_than_its_region():
    for code in ("BL52", "GB21"):
        place = built_in(code)
        assert "gun" in regions.region(place.region).methods and "gun" not in place.methods
        assert place.objection("gun") == (
            f"never with gun on {code}, only with hands or balls or ball or roller"
        )


@pytest.mark.parametrize("code", known_places.CODES)
def test_a_definition_takes_nothing_away(code):
    place = Place(code, "Mine", "buttock", avoid_when=["osteoporosis"])
    known = known_places.known(code)
    assert (place.code, place.region) == (code, known.region)
    assert place.avoid_when.split() == [*known.avoid_when.split(), "osteoporosis"]
    if code in points.CODES:
        assert built_in(code).avoid_when == known.avoid_when


def test_what_a_place_has_not_the_region_gives():
    place = Place("knot", "Knot", "calf")
    assert (place.picture, place.spot, place.sides) == ("leg_back", None, ("both",))
    assert Place("knot", "Knot", "ribs").picture == ""
    marked = Place("knot", "Knot", "calf", picture="sole", mark=[9, 10])
    assert marked.spot == ("sole", 9, 10)
