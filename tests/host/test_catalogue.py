"""The catalogue of places: every spelling is told apart, every text fits, faults are named."""

import copy
import json
import re
import unicodedata
from importlib import resources
from pathlib import Path

import pytest
from acupacer.core.languages import CODES
from acupacer.core.routine import points
from acupacer.core.routine.cutter import PLACE_MAX_BYTES
from acupacer.core.routine.fault_list import FaultList
from acupacer.core.routine.place_rules import check_place
from acupacer.core.routine.places import built_in
from acupacer.core.screen import whereabouts
from acupacer.core.screen.painter import Painter
from acupacer_host.content import reading
from acupacer_host.content.catalogue import BrokenCatalogue, catalogue, read
from acupacer_host.content.completing import definition
from acupacer_host.content.places import Found, fold
from acupacer_host.pictures import place_pictures, point_cards
from acupacer_host.pictures.gallery_views import VIEWS, changed
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

ROOT = Path(__file__).parent.parent.parent
KNOWN = catalogue()
PLACES = list(KNOWN.places.values())
RAW = json.loads((resources.files("acupacer_data") / "points.json").read_bytes())
FOLDED = {fold(spelling) for spelling in KNOWN.ambiguous}
GALLERY = dict(VIEWS)
every_place = pytest.mark.parametrize("place", PLACES, ids=KNOWN.places)

# What five people's own programmes name, and the points that tradition avoids in pregnancy.
ASKED_FOR = (
    "LI4 LI11 ST36 SP6 LR3 KI3 PC6 HT7 TE5 GB20 GB21 BL10 BL23 BL52 BL40 BL57 "
    "BL60 GB30 GB34 SI3 LU7 ST34 SP10 GB31 KI1 BL2 ST3 EX-HN3 EX-HN5 GV20"
)
PREGNANCY = "LI4 SP6 BL60 BL67 GB21 BL32 LU7 LR3 BL23 BL52 SP9 SP10 BL40 BL57 TE3"


# --- what there is ----------------------------------------------------------------


def test_every_place_that_was_asked_for_is_there_and_none_on_the_throat():
    assert set(ASKED_FOR.split()) <= set(KNOWN.places) and len(PLACES) >= 36
    assert "ST9" not in KNOWN.places


def test_tradition_is_complete_and_named_as_tradition():
    avoided = [place for place in PLACES if "pregnancy" in place.avoid_when]
    assert {place.code for place in avoided} == set(PREGNANCY.split())
    for place in avoided:
        assert place.sources["avoid_when"] == "tradition"


@every_place
def test_what_it_is_for_is_hearsay_and_never_a_promise(place):
    assert place.said_to_ease.english.startswith("said to ease ")
    assert re.fullmatch(r"soll .+ lindern", place.said_to_ease.german)
    for text in (place.landmark, place.find):
        assert not re.search(r"cure|heal|treat|heil", text.english + text.german)


@pytest.mark.parametrize("point", points.POINTS, ids=points.CODES)
def test_of_a_built_in_point_it_says_what_the_device_says(point):
    place = KNOWN.places[point.code]
    assert (place.pinyin, place.names.english) == (point.pinyin, point.english)
    assert (place.spot, place.sides) == (point.spot, point.sides)
    assert set(place.avoid_when) == set(point.excluded_by)
    for language, label, find, caution in point.words:
        of = {"en": "english", "de": "german"}[language]
        texts = (place.label, place.find, place.caution)
        said = [getattr(text, of) if text else "" for text in texts]
        assert said == [label, find, caution]


# --- spellings --------------------------------------------------------------------


@every_place
def test_every_spelling_finds_its_place_and_only_it(place):
    for spelling in place.spellings:
        found = KNOWN.find(spelling)
        if fold(spelling) in FOLDED:
            assert found.place is None and place.code in found.meanings, spelling
        else:
            assert found == Found(place, {}), spelling


@given(st.sampled_from(PLACES), st.data())
def test_it_does_not_matter_how_a_spelling_is_typed(place, data):
    spelling = data.draw(st.sampled_from([s for s in place.spellings if fold(s) not in FOLDED]))
    gap = data.draw(st.sampled_from(["", " ", "-", " - ", ".", "\u00a0", "\u2011"]))
    typed = re.sub(r"(?<=[A-Za-zäöüß])(?=\d)| ", gap, spelling)
    typed = data.draw(st.sampled_from([str.lower, str.upper, str.title, str.swapcase]))(typed)
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKD"]))
    around = data.draw(st.sampled_from(["{}", "({})", "{} links", " {}, ", "„{}“", "{} ({})"]))
    text = around.format(unicodedata.normalize(form, typed), place.code)
    assert KNOWN.find(text) == Found(place, {}), text


@pytest.mark.parametrize("spelling", KNOWN.ambiguous)
def test_what_means_two_is_told_and_never_guessed(spelling):
    assert KNOWN.find(spelling) == Found(None, KNOWN.ambiguous[spelling])
    assert len(KNOWN.ambiguous[spelling]) > 1


def test_no_two_places_share_a_spelling_that_is_not_listed():
    owners: dict[str, set[str]] = {}
    for place in PLACES:
        for spelling in place.spellings:
            owners.setdefault(fold(spelling), set()).add(place.code)
    assert {folded for folded, codes in owners.items() if len(codes) > 1} <= FOLDED


@given(st.text())
def test_folding_twice_changes_nothing(text):
    once = fold(text)
    assert fold(once) == once
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("LI-4 (Hegu)", "LI4"),
        ("Di 4, links und rechts", "LI4"),
        ("G21", "GB21"),
        ("Dü3", "SI3"),
        ("du\u0308 3", "SI3"),
        ("P7 (Lieque)", "LU7"),
        ("Shenshu, Sea of Vitality", "BL23"),
        ("Zúsānlǐ", "ST36"),
        ("3E5", "TE5"),
        ("3 E 3", "TE3"),  # and not E 3, which is ST3
        ("GV24.5", "EX-HN3"),
        ("Blase 60, beide Seiten", "BL60"),
        ("GB20, both thumbs, the two hollows under the skull", "GB20"),
        ("VB21", "GB21"),
        ("Du20", "GV20"),
        ("L14", "LI4"),
    ],
)
def test_a_name_is_found_in_what_stands_around_it(text, code):
    assert KNOWN.find(text) == Found(KNOWN.places[code], {})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "()",
        "front of the neck",
        "upper trapezius trigger point",
        "Nackenmuskeln, ½ Handbreit neben der Wirbelsäule",
        "sore spot on the back",
        "10 s, 3 times",
        "BL47",
        "合谷",
    ],
)
def test_other_words_name_none(text):
    assert KNOWN.find(text) == Found(None, {})


def test_two_places_in_one_text_are_both_told():
    assert KNOWN.find("LI4 and GB21") == Found(None, {"LI4": "", "GB21": ""})


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Windteich", ["GB20"]),
        ("three miles", ["LI10", "ST36"]),
        ("Übelkeit", ["PC6"]),
        ("sore elbow", ["LI10", "LI11", "TE5"]),
        ("Sohle Zehen", ["KI1"]),
        ("arm", ["LI10", "LI11", "GB31", "TE5"]),
        ("nothing-of-that-kind", []),
        ("?!", []),
    ],
)
def test_words_are_looked_for_in_every_language(words, codes):
    assert sorted(place.code for place in KNOWN.search(words)) == sorted(codes)


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("the web of the hand", ["LI4"]),
        ("a hand's webs", ["LI4"]),
        ("kneecaps", ["ST34", "ST36", "SP10"]),
        ("die Kniescheiben", ["ST34", "ST36", "SP10"]),
        ("my calves", ["BL57"]),
        ("Waden", ["BL57", "GB39"]),
        ("Beine", ["ST36", "BL57"]),
        ("Fäuste", ["SI3", "PC8"]),
        ("toes", ["ST44", "BL67", "KI1", "LR3"]),
        ("Schienbeine", ["SP9", "ST36", "SP6"]),
        ("Rückenschmerzen", ["LI4"]),
        ("Ellenbogen", ["LI11", "LI10", "TE5"]),
        ("feet", ["LR3", "ST44"]),
        ("blade", []),  # though a spelling has "bladder"
        ("the", []),
    ],
)
def test_articles_are_no_matter_and_several_are_found_by_one(words, codes):
    assert [place.code for place in KNOWN.search(words)] == codes


def test_codes_come_before_names_and_names_before_what_is_told():
    by_code, by_name = KNOWN.search("li"), KNOWN.search("hill")
    assert [place.code for place in by_code[:5]] == ["LI4", "LI10", "LI11", "LI20", "LU7"]
    assert [place.code for place in by_name] == ["ST34", "BL60", "KI3"]  # Achilles
    beside, told = KNOWN.search("eyebrow")[0], KNOWN.search("between brow")[0]
    assert (beside.code, told.code) == ("BL2", "EX-HN3")


# --- the panel --------------------------------------------------------------------


def on_device(place):
    """The place as a device has it: built in, or by the definition that is sent."""
    faults = FaultList(9)
    made = built_in(place.code) or check_place(definition(place), place.code, faults, {})
    assert faults.texts() == []
    return made


def test_every_definition_is_sound_and_small():
    for place in PLACES:
        made, data = on_device(place), reading.compact(definition(place))
        assert made.code == place.code and len(data) <= PLACE_MAX_BYTES
        assert set(made.avoid_when.split()) == set(place.avoid_when)
        assert (made.region, made.methods) == (place.region, place.methods)
        assert (made.spot, made.sides) == (place.spot, place.sides)


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("language", CODES)
def test_every_place_fits_on_every_screen_that_shows_it(language, is_large):
    painter = Painter()
    painter.set_options(language, False, is_large)
    for place in PLACES:
        views = [
            changed(GALLERY[name], place=on_device(place), side=side)
            for name in ("prompt", "get_ready_LI4_left", "hold", "where_am_i", "paused")
            for side in ("left", "right", "both")
        ]
        views.append(changed(GALLERY["too_much"], place=on_device(place)))
        mind = place.caution or place.find
        lines = [mind.english if language == "en" else mind.german]
        views.append(changed(GALLERY["cautions_1"], lines=lines))
        for view in views:
            painter.show(view)
            painter.draw()
            assert not painter.is_clipped, (place.code, view, painter.lines())


@every_place
def test_its_mark_is_on_its_picture(place):
    lit = set(place_pictures.lit_pixels(place))
    x, y = place.spot.x_px, place.spot.y_px
    ring = {(x - 4, y), (x + 4, y), (x, y - 4), (x, y + 4), (x, y)}
    assert lit >= ring


@pytest.mark.parametrize("code", ["KI3", "BL60"])
def test_the_inner_side_of_a_foot_is_the_outer_one_mirrored(code):
    place = KNOWN.places[code]
    shapes = {}
    for side in ("left", "right"):
        lit = point_cards.drawn(lambda c, side=side: whereabouts.locator(c, place, side, 0))
        shapes[side] = set(lit)
    assert shapes["right"] == {(55 - x, y) for x, y in shapes["left"]}
    toes = {x for x, y in shapes["left"] if y == 38}
    assert (min(toes) < 5) == (code == "BL60"), "a left foot's toes: left outside, right inside"


def test_the_sheet_in_the_docs_is_drawn_by_the_panels_locator():
    with Image.open(ROOT / "docs" / "user" / "points.png") as opened:
        stored = opened.convert("L")
    width, height = point_cards.DRAWING_PX
    for index, place in enumerate(PLACES):
        left, top = place_pictures.corner(index)
        dots = [
            (left + 3 * x + 1, top + 3 * y + 1) for y in range(height) for x in range(width)
        ]
        lit = {
            ((x - left) // 3, (y - top) // 3) for x, y in dots if stored.getpixel((x, y)) > 99
        }
        assert lit == set(place_pictures.lit_pixels(place)), f"{place.code}: make derived"


# --- the file ---------------------------------------------------------------------


def read_with(change):
    raw = copy.deepcopy(RAW)
    change(raw, {point["code"]: point for point in raw["points"]})
    return read(json.dumps(raw).encode())


def set_of(code, key, value):
    return lambda raw, known: known[code].__setitem__(key, value)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (set_of("LI4", "region", "throat"), "LI4.region: 'throat' is none there is"),
        (set_of("LI4", "picture", "ear"), "LI4.picture: 'ear' is none there is"),
        (set_of("LI4", "mark", [3, 20]), "LI4.mark: [3, 20] is none there is"),
        (set_of("LI4", "sides", ["right"]), "LI4.sides: ['right'] is none there is"),
        (set_of("LI4", "avoid_when", ["flu"]), "LI4.avoid_when: ['flu'] is none there is"),
        (set_of("LI4", "also", ["()"]), "LI4.also: ['()'] is none there is"),
        (set_of("LI4", "also", "Di4"), "LI4.also: no list"),
        (set_of("LI4", "code", "li4"), "li4.code: 'li4' is none there is"),
        (set_of("LI4", "cautoin", "x"), "LI4: lacks [], has ['cautoin'] besides"),
        (lambda raw, known: known["LI4"].pop("find"), "LI4: lacks ['find'], has [] besides"),
        (set_of("LI4", "find", {"en": "x"}), "LI4.find: not a text in each of ['de', 'en']"),
        (set_of("LI4", "find", {"en": "", "de": "x"}), "LI4.find.en: no text"),
        (
            set_of("LI4", "find", {"en": "\u5408", "de": "x"}),
            "LI4.find.en: the panel lacks \u5408",
        ),
        (
            set_of("LI4", "label", {"en": "x" * 21, "de": "x"}),
            "LI4.label.en: 21 letters, 20 at most",
        ),
        (
            set_of("LI4", "find", {"en": "x" * 41, "de": "x"}),
            "LI4.find.en: 41 letters, 40 at most",
        ),
        (
            set_of("BL23", "caution", {"en": "x" * 85, "de": "x"}),
            "BL23.caution.en: 85 letters, 84 at most",
        ),
        (
            lambda raw, known: known["BL23"]["sources"].pop("caution"),
            "BL23.sources: of ['caution']",
        ),
        (lambda raw, known: known["LI4"]["sources"].update(region="me"), "LI4.sources: {"),
        (lambda raw, known: known["ST36"]["also"].append("Hegu"), "ST36: Hegu is LI4 too"),
        (
            lambda raw, known: known["ST36"]["also"].append("P 7"),
            "ST36: P 7 is ambiguous, and not as",
        ),
        (
            lambda raw, known: raw["ambiguous"].append(
                {"spelling": "Q1", "means": {"LI4": "x"}}
            ),
            "ambiguous Q1: nothing here is spelt so",
        ),
        (
            lambda raw, known: raw["ambiguous"].append(
                {"spelling": "LI4", "means": {"LI4": "x", "SI4": "y"}}
            ),
            "ambiguous LI4: nothing here is spelt so",
        ),
        (lambda raw, known: raw.update(version=2), "not a list of points, version 1"),
    ],
)
def test_a_fault_of_the_file_is_named_with_its_place(change, fault):
    with pytest.raises(BrokenCatalogue, match=re.escape(fault)):
        read_with(change)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"{", "not JSON: "),
        (b'{"a": 1, "a": 2}', "not JSON: a key twice"),
        (b"\xff", "not JSON: "),
    ],
)
def test_what_is_no_json_is_told(data, fault):
    with pytest.raises(BrokenCatalogue, match=fault):
        read(data)


def test_every_fault_is_told_at_once():
    def change(raw, known):
        known["LI4"]["region"] = "tail"
        known["ST36"]["mark"] = []

    with pytest.raises(BrokenCatalogue) as caught:
        read_with(change)
    assert len(caught.value.message.split("\n")) == 2
