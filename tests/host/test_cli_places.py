"""``acupacer places``: a list, a search in any language, an entry with its drawing."""

import json

import pytest
from acupacer_host.content.catalogue import catalogue
from cli_rig import Rig

LISTED = "'acupacer places' lists them"
OWN = "(a routine may press at a place of your own: acupacer docs my-programme)"


@pytest.fixture
def rig(monkeypatch, tmp_path):
    return Rig(monkeypatch, tmp_path)


def test_without_words_all_are_listed(rig):
    lines = rig.run("places").stdout.splitlines()
    assert lines[0].split() == ["code", "English", "German", "pinyin", "where", "not", "with"]
    assert [line.split()[0] for line in lines[1:]] == list(catalogue().places)
    [line] = [line for line in lines if line.startswith("SP6")]
    assert line.split("  ")[-1].strip() == "pregnancy"


@pytest.mark.parametrize("words", [["st36"], ["E36"], ["Drei", "Meilen", "am", "Bein"]])
def test_a_named_place_is_shown_whole_with_its_drawing(rig, words):
    out = rig.run("places", *words).stdout
    heading, _, *drawing = out.split("\n")[:26]
    assert heading == "ST36 Leg Three Miles (Zusanli; Drei Meilen am Bein)"
    assert len(drawing) == 24 and all(set(line) <= set(" ▀▄█") for line in drawing)
    assert "█ ▄███▄ █" in out, "the mark"
    for fact in (
        "where       Four finger widths below the kneecap, one finger width to the outside",
        "in short    kneecap: 4 fingers down, outer shin [who]",
        "pages say   said to ease fatigue, a sore knee and an upset stomach [selfcare]",
        "sides       left, right",
        "also spelt  Ma36, M36, E36,",
    ):
        assert f"\n{fact}" in out
    assert "mind" not in out and "not with" not in out


def test_what_to_mind_and_who_must_not_come_with_their_sources(rig):
    out = rig.run("places", "LR3").stdout
    assert "\nmind        an artery passes here: moderate pressure. [anatomy]\n" in out
    assert "\nnot with    pregnancy [tradition]\n" in out


def test_words_are_looked_for_in_both_languages(rig):
    assert rig.run("places", "Übelkeit").stdout.startswith("PC6 Inner Pass")
    listed = rig.run("places", "stiff", "neck").stdout.splitlines()[1:]
    assert {line.split()[0] for line in listed} == {
        "LU7",
        "SI3",
        "BL10",
        "GB20",
        "GB39",
        "GB21",
    }


def test_two_names_list_two(rig):
    listed = rig.run("places", "LI4,", "GB21").stdout.splitlines()[1:]
    assert [line.split()[0] for line in listed] == ["LI4", "GB21"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "P7",
            "'P7' means LU7 (French, Spanish) or PC7 (older English): name the one you mean",
        ),
        ("Zusanly", f"no point 'Zusanly' is known; did you mean ST36? {OWN}"),
        ("GB3O", f"no point 'GB3O' is known; did you mean GB30 or GB20 or GB31? {OWN}"),
        ("Bauch", f"no point 'Bauch' is known; 'acupacer places' lists them {OWN}"),
        ("hinter dem Ohr", f"no point 'hinter dem Ohr' is known; {LISTED} {OWN}"),
        ("behind the ear", f"no point 'behind the ear' is known; {LISTED} {OWN}"),
        ("xyzzy", f"no point 'xyzzy' is known; 'acupacer places' lists them {OWN}"),
        (
            "between the shoulder blades",
            "no point 'between the shoulder blades' is known; with some of the words: GB21 "
            f"(shoulder) {OWN}",
        ),
        (
            "zwischen den Schulterblättern",
            "no point 'zwischen den Schulterblättern' is known; 'acupacer places' lists them "
            f"{OWN}",
        ),
        (
            "xyzzy of the knee",
            "no point 'xyzzy of the knee' is known; with some of the words: ST34 (above the "
            "knee), ST36 (below the knee), SP9 (inside, below knee), SP10 (inner thigh by "
            f"knee), BL40 (back of the knee) ... {OWN}",
        ),
    ],
)
def test_what_names_none_or_two_is_told(rig, words, said):
    result = rig.run("places", words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"acupacer: {said}\n"


def test_json_has_everything(rig):
    [place] = json.loads(rig.run("places", "EX-HN3", "--json").stdout)
    assert place["names"] == {
        "en": "Hall of Impression",
        "de": "Siegelhalle",
        "pinyin": "Yintang",
    }
    assert (place["region"], place["picture"], place["mark"]) == ("face", "face", [28, 16])
    assert place["sides"] == ["both"] and "caution" not in place
    assert "GV24.5" in place["spellings"] and place["sources"]["find"] == "who"
    everything = json.loads(rig.run("places", "--json").stdout)
    assert [place["code"] for place in everything] == list(catalogue().places)
    assert [place["code"] for place in everything if "caution" in place]
