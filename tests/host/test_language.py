"""The user's language: which it is, and what is said in it."""

import errno
import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from acupacer.core.cue import cues
from acupacer.core.languages import CODES
from acupacer.core.progress import history
from acupacer.core.routine.fields import METHODS
from acupacer.core.routine.points import POINTS
from acupacer.core.screen.words import Words
from acupacer_host.commands import history as history_command
from acupacer_host.content.opened import routine_of
from acupacer_host.content.routine_files import packaged
from acupacer_host.content.routine_titles import Titles
from acupacer_host.content.validate import check_bytes
from acupacer_host.language import WORDS, language_of
from acupacer_host.pictures import charts, pocket_card, point_cards, report
from acupacer_host.pictures.lettering import taken_apart, write
from acupacer_host.pictures.pocket_card import GESTURES, STATES, USER_WORDS
from acupacer_host.records.sessions import ENDED_WORDS, HELPED_WORDS, Session, fold
from acupacer_host.words_de import WORDS as GERMAN
from cli_rig import Rig
from history_lines import Writer, half_a_year
from PIL import Image, ImageDraw, ImageFont, ImageOps

LABEL = ImageFont.load_default(28)
MADE = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_AT.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "C", "LC_ALL": "de"}, "de"),
        ({"LANG": "de_DE", "LC_ALL": "C"}, "en"),
        ({"LANG": "de_DE", "LC_ALL": ""}, "de"),
        ({"LANG": "deu_DE"}, "en"),
        ({"LANG": "ja_JP.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_the_one_the_system_was_told(
    environ: dict[str, str], language: str
) -> None:
    assert language_of(environ) == language


def sessions() -> list[Session]:
    """Sessions in which all was said and all happened that the report has words for."""
    writer = half_a_year()
    writer.session(61, how="power_lost")
    writer.session(400, helped="same")
    return fold(record for line in writer.lines if (record := history.decode(line)))


def test_all_that_card_and_report_say_is_said_in_german(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: set[str] = set()

    def tell(english: str) -> str:
        asked.add(english)
        return GERMAN.get(english, english)

    for module in (pocket_card, point_cards, report, charts):
        monkeypatch.setattr(module, "tell", tell)
    monkeypatch.setattr(WORDS, "tell", tell)
    pocket_card.card()
    for entry in check_bytes(packaged(), "").entries:
        point_cards.cards(routine_of(packaged(), entry), "t")
    report.page("x", sessions(), [], MADE, lambda *_: "t")
    for some in (sessions(), sessions()[:1]):
        history_command._show(some, Titles([]))
    quiet = replace(sessions()[0], error_us=None)
    report.page("x", [quiet], [], MADE, lambda *_: "t")
    known = {*ENDED_WORDS.values(), *HELPED_WORDS.values(), *charts.COLUMN_DAYS.values()}
    known |= {
        *report.NOTES,
        "answered yes: “{}”",
        "cues came up to {} s off their time",
        *map(os.strerror, (errno.ENOENT, errno.EISDIR, errno.EACCES)),
        "the clock was not set",
        "{} without a date: the clock was not set.",
        "clock not set",
    }
    names = {"", "#", "START", "NEXT", "STOP"}  # these keep their names
    assert asked | known == GERMAN.keys() | names


def test_titles_of_the_factory_are_translated_for_people_only() -> None:
    titles = Titles([packaged()])
    with WORDS.speaking("de"):
        assert titles.shown("full-back") == "Ganzer Rücken"
        assert titles.of("full-back") == "Full back"
    assert titles.shown("full-back") == "Full back"


def test_a_language_that_only_the_device_speaks_is_english_here() -> None:
    assert "es" in CODES
    assert language_of({"LANG": "es_ES.UTF-8"}) == "en"


def test_the_card_has_room_for_every_language() -> None:
    with WORDS.speaking("de"):
        rows = pocket_card.table()
        labels = [WORDS.tell(cue.card) for cue in cues.CUES if cue.card]
        assert dict(rows)["angehalten"] == [
            "weiter",
            "noch einmal",
            "wo bin ich?",
            "auslassen",
            "STOP, sofort",
        ]
    assert len(rows) == len(STATES) and USER_WORDS and GESTURES
    assert max(LABEL.getlength(heading) for heading, _ in rows) <= 370
    assert max(LABEL.getlength(word) for _, words in rows for word in words) <= 250
    assert max(ImageFont.load_default(30).getlength(label) for label in labels) <= 428


def test_the_card_has_every_letter_of_every_language() -> None:
    """The font draws a box for what it lacks; what of a letter it lacks is drawn by us."""
    box = LABEL.getmask("\u4e00")
    said = [*GERMAN.values()][: [*GERMAN].index("Acupressure sessions")]
    for code in CODES:
        words = Words(code)
        keys = [f"{kind}_{point.code}" for point in POINTS for kind in ("find", "caution")]
        said += [words.say(key) for key in [*keys, *map("method_{}".format, METHODS)]]
    letters = {letter for text in said for letter in taken_apart(text)[0]}
    assert {letter for letter in letters if bytes(LABEL.getmask(letter)) == bytes(box)} == set()
    assert taken_apart("Füße, façade") == ("Fusse, facade", [(1, "\u0308"), (9, "\u0327")])


def test_a_mark_is_drawn_above_its_letter() -> None:
    def rows(words: str) -> list[int]:
        image = Image.new("1", (60, 60), 1)
        write(ImageDraw.Draw(image), 5, 10, words, 40, 0)
        return [y for y in range(60) for x in range(60) if not image.getpixel((x, y))]

    plain, marked, below = rows("a"), rows("ä"), rows("ç")
    assert min(plain) - 10 <= min(marked) < min(plain) and max(marked) == max(plain)
    assert min(below) == min(rows("c")) and max(below) > max(rows("c"))
    assert len(marked) > len(plain)


def test_a_report_in_german(rig: Rig, tmp_path: Path) -> None:
    writer = Writer()
    writer.note("profile", ["osteoporosis", True])
    writer.session(how="stopped")
    rig.has_history(writer.lines)
    file = tmp_path / "sitzungen.html"
    assert rig.run("report", "--lang", "de", str(file)).exit_code == 0
    page = file.read_text(encoding="utf-8")
    for words in (
        '<html lang="de">',
        "<h2>Alle Sitzungen</h2>",
        ">mit STOP beendet</td>",
        "LI4 Vereinte Täler, links",
        "mit Ja beantwortet: „Haben Sie",
        ">1.1.</text>",
    ):
        assert words in page, words
    assert WORDS.language == "en"  # only for that page


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    return Rig(monkeypatch, tmp_path)


def test_who_reads_german_is_told_in_german_but_programs_are_not(
    rig: Rig, tmp_path: Path
) -> None:
    plain = rig.run("explain", "hands-li4", "--json").stdout
    with WORDS.speaking("de"):
        assert "Sind Sie schwanger" in rig.run("profile").stdout
        assert rig.run("explain", "hands-li4", "--json").stdout == plain
        assert json.loads(rig.run("history", "--json").stdout) == []
        made = tmp_path / "karte.png"
        assert rig.run("card", str(made), "hands-li4").exit_code == 0
    english = tmp_path / "card.png"
    rig.run("card", str(english), "hands-li4")
    rig.run("card", "--lang", "de", str(tmp_path / "again.png"), "hands-li4")
    assert made.read_bytes() == (tmp_path / "again.png").read_bytes() != english.read_bytes()
    wrong = rig.run("card", "--lang", "xx", str(english))
    assert wrong.exit_code == 2 and "'xx' is not one of 'en', 'de'" in wrong.stderr


def test_the_cues_of_the_card_end_above_its_last_line() -> None:
    image = Image.new("L", (pocket_card.WIDTH, pocket_card.HEIGHT), 255)
    pocket_card._draw_cues(ImageDraw.Draw(image), 696)
    ink = ImageOps.invert(image).getbbox()
    assert ink is not None and ink[3] <= pocket_card.BELOW
