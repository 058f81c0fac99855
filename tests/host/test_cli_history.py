"""The library of pulled records, and what history and report make of them."""

import csv
import io
import json
import re
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from acupacer.core.progress import history as records_format
from acupacer_host.content import routine_files
from acupacer_host.content.routine_files import packaged
from acupacer_host.content.routine_titles import Titles
from acupacer_host.device import clock, connection, transport
from acupacer_host.device.client import Client
from acupacer_host.errors import PortError
from acupacer_host.language import WORDS
from acupacer_host.pictures import charts, report
from acupacer_host.records import export, gaps, helped, periods
from acupacer_host.records.library import Library, pull_and_acknowledge
from acupacer_host.records.sessions import Place, Session, fold, fold_eras
from acupacer_host.records.totals import Total, by_day, by_place, overall
from cli_rig import Rig
from fake_link_device import FakeLine
from history_lines import START_S, Writer, half_a_year


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    return Rig(monkeypatch, tmp_path)


def folded(writer: Writer) -> list[Session]:
    return fold([records_format.decode(line) for line in writer.lines])  # type: ignore[misc]


# --- folding ----------------------------------------------------------------------


def test_a_session_is_the_fold_of_its_records() -> None:
    writer = Writer()
    writer.note("profile", ["pregnancy", False])
    writer.session(2, (30_000, 12_500), "stopped", answer="yes")
    [session] = folded(writer)
    assert session.number == 1
    assert session.routine == "hands-li4"
    assert session.ended == "too_much"
    assert session.places == [
        Place("LI4", "left", 30_000, 30_000),
        Place("LI4", "right", 30_000, 12_500),
    ]
    assert (session.prescribed_ms, session.delivered_ms) == (60_000, 42_500)
    assert (session.pauses, session.error_us, session.methods) == (1, (900, 120), ["hands"])


def test_a_session_without_an_end_counts_what_was_delivered() -> None:
    writer = Writer()
    writer.session()
    del writer.lines[-1]
    [session] = folded(writer)
    assert (session.ended, session.delivered_ms) == ("", 60_000)


def test_totals() -> None:
    writer = Writer()
    writer.session(0)
    writer.session(0, (30_000, 0), "ended_early")
    writer.session(1, place="BL60")
    writer.session(has_clock=False)
    sessions = folded(writer)
    days = by_day(sessions)
    assert [(day.isoformat(), total.sessions) for day, total in days.items()] == [
        ("2026-01-01", 2),
        ("2026-01-02", 1),
    ]
    places = by_place(sessions)
    assert list(places) == [
        ("BL60", "left"),
        ("BL60", "right"),
        ("LI4", "left"),
        ("LI4", "right"),
    ]
    assert (places["LI4", "right"].prescribed_s, places["LI4", "right"].delivered_s) == (90, 60)
    assert overall(sessions).percent == round(100 * 210 / 240)


# --- the library ------------------------------------------------------------------


def pull(library: Library, rig: Rig, writer: Writer) -> "tuple[int, bool]":
    rig.has_history(writer.lines)
    pulled = pull_and_acknowledge(library, Client(FakeLine(rig.bench), wait=False), "ab12")
    return pulled.records, pulled.was_reset


def test_pulls_add_only_what_is_new(rig: Rig, tmp_path: Path) -> None:
    writer = Writer()
    writer.session()
    first = len(writer.lines)
    with Library(tmp_path / "a.sqlite") as library:
        assert pull(library, rig, writer) == (first, False)
        assert pull(library, rig, writer) == (0, False)
        writer.session(1)
        assert pull(library, rig, writer) == (len(writer.lines) - first, False)
        assert [record.id for record in library.records("ab12")] == [
            *range(1, len(writer.lines) + 1)
        ]
    acknowledged = [call[1] for call in rig.port.calls if call[0] == "acknowledge"]
    assert acknowledged == [first, len(writer.lines)]


def test_a_device_may_trim_what_it_was_told_is_safe(rig: Rig, tmp_path: Path) -> None:
    writer = Writer()
    writer.session()
    with Library(tmp_path / "a.sqlite") as library:
        pull(library, rig, writer)
        kept = len(writer.lines)
        writer.session(1)
        rig.has_history(writer.lines[kept:])
        client = Client(FakeLine(rig.bench))
        assert pull_and_acknowledge(library, client, "ab12").records == len(writer.lines) - kept
        rig.has_history([])
        assert pull_and_acknowledge(library, client, "ab12").records == 0
        assert len(library.sessions("ab12")) == 2


def test_a_device_that_was_reset_begins_a_new_era(rig: Rig, tmp_path: Path) -> None:
    writer = Writer()
    for day in range(3):
        writer.session(day)
    with Library(tmp_path / "a.sqlite") as library:
        pull(library, rig, writer)
        anew = Writer()
        anew.session(10, (5_000, 0), "stopped")
        assert pull(library, rig, anew) == (len(anew.lines), True)
        assert pull(library, rig, anew) == (0, False)
        ends = [session.ended for session in library.sessions("ab12")]
        assert ends == ["finished", "finished", "finished", "stopped"]
        assert [session.number for session in library.sessions("ab12")] == [1, 2, 3, 1]


@pytest.mark.parametrize("cut", [1, 2, 4, 6])
@pytest.mark.parametrize("is_seen_at_once", [True, False])
def test_a_history_that_lost_its_end_counts_every_session_once(
    rig: Rig, cut: int, is_seen_at_once: bool
) -> None:
    """The device gives the ids of what was cut once more."""
    writer = Writer()
    writer.session(0)
    writer.session(1, (30_000, 20_000), answer="yes")
    rig.has_history(writer.lines)
    rig.run("history")
    before = json.loads(rig.run("history", "--offline", "--json").stdout)
    del writer.lines[-cut:]
    if is_seen_at_once:
        rig.has_history(writer.lines)
        assert "(0 new records from ab12)" in rig.run("history").stderr
    writer.note("ended", ["power_lost", [], [], 0, None], 2, None)
    writer.session(5)
    rig.has_history(writer.lines)
    told = rig.run("history", "--json")
    sessions = json.loads(told.stdout)
    assert sessions[:2] == before
    assert [(row["session"], row["ended"]) for row in sessions] == [
        (1, "finished"),
        (2, "too_much"),
        (3, "finished"),
    ]
    assert (
        "the end of the history was damaged since the last pull, on ab12 or here" in told.stderr
    )
    assert "was reset" not in told.stderr and "missing" not in told.stderr
    again = rig.run("history", "--json")
    assert json.loads(again.stdout) == sessions
    assert again.stderr == "(0 new records from ab12)\n"


def test_two_sessions_with_one_number_are_two(rig: Rig, tmp_path: Path) -> None:
    """The whole of session 2 was cut; the next one has its number."""
    writer = Writer()
    writer.session(0)
    kept = len(writer.lines)
    writer.session(1, (10_000, 0), "stopped")
    with Library(tmp_path / "a.sqlite") as library:
        pull(library, rig, writer)
        del writer.lines[kept:]
        writer.sessions = 1
        writer.session(4)
        assert pull(library, rig, writer) == (len(writer.lines) - kept, False)
        sessions = [(s.number, s.ended) for s in library.sessions("ab12")]
        assert sessions == [(1, "finished"), (2, "stopped"), (2, "finished")]
        assert library.gaps("ab12") == []


@pytest.mark.parametrize("cut", [2, 3])
def test_a_session_that_was_cut_and_went_on_has_all_that_was_pressed(cut: int) -> None:
    writer = Writer()
    writer.session(0)
    writer.session(1, (30_000, 20_000))
    records = [records_format.decode(line) for line in writer.lines]
    del writer.lines[-cut:]  # with the end of the second hold
    writer.note("end", [0, 1, "LI4", "right", 9_000], 2, None)
    writer.note("ended", ["finished", [], [], 0, None], 2, None)
    longer = [records_format.decode(line) for line in writer.lines]
    [[first, second]] = fold_eras([records, longer])  # type: ignore[list-item]
    assert first.delivered_ms == 60_000
    assert (second.ended, second.delivered_ms) == ("finished", 59_000)


def test_a_busy_device_is_told_another_time(rig: Rig, tmp_path: Path) -> None:
    writer = Writer()
    writer.session()
    rig.port.busy = 30
    with Library(tmp_path / "a.sqlite") as library:
        assert pull(library, rig, writer) == (len(writer.lines), False)
    assert rig.port.calls == []


# --- acupacer history -------------------------------------------------------------


def test_history_shows_sessions_and_places(rig: Rig) -> None:
    writer = Writer()
    writer.session(0, (30_000, 30_000))
    writer.session(1, (30_000, 15_000), "stopped", answer="no")
    rig.has_history(writer.lines)
    result = rig.run("history")
    assert result.stderr == f"({len(writer.lines)} new records from ab12)\n"
    assert result.stdout.splitlines() == [
        "#  began             routine          delivered  prescribed  pauses  ended",
        "1  2026-01-01 09:00  Hand point LI4  1 min 00 s  1 min 00 s       1  finished",
        "2  2026-01-02 09:00  Hand point LI4        45 s  1 min 00 s       1  stopped",
        "",
        f"{'LI4 Joining Valley, left':32}  {'█' * 30}  60 of 60 s",
        f"{'LI4 Joining Valley, right':32}  {'█' * 22}{'·' * 8}  45 of 60 s",
        "",
        "2 sessions, 1 min 45 s delivered of 2 min 00 s prescribed (88 %)",
    ]


def test_history_as_json_and_csv(rig: Rig, tmp_path: Path) -> None:
    writer = Writer()
    writer.session(0)
    writer.session(1, has_clock=False)
    rig.has_history(writer.lines)
    rows = json.loads(rig.run("history", "--json").stdout)
    assert [row["began"] for row in rows] == ["2026-01-01T09:00:00+01:00", None]
    assert rows[0]["places"][1] == {
        "place": "LI4",
        "side": "right",
        "prescribed_s": 30.0,
        "delivered_s": 30.0,
    }
    assert rows[0]["levels"] == {"hands LI4": 0}
    table = list(csv.DictReader(io.StringIO(rig.run("history", "--csv", "-").stdout)))
    assert [(row["session"], row["side"], row["delivered_s"]) for row in table] == [
        ("1", "left", "30.0"),
        ("1", "right", "30.0"),
        ("2", "left", "30.0"),
        ("2", "right", "30.0"),
    ]
    rig.run("history", "--csv", str(tmp_path / "out.csv"))
    assert len((tmp_path / "out.csv").read_text().splitlines()) == 5


def said_half_a_year() -> Writer:
    """Answers after eight sessions but two, at two places; one that a later device knows."""
    writer = Writer()
    for day, answer in enumerate(("better", "", "same", "worse", "much_better", "better")):
        writer.session(day, hold_s=10 + 5 * (day // 3), helped=answer)
    writer.session(6, (0, 0), "stopped", place="BL60", helped="worse")
    writer.session(7, place="GB34")
    return writer


def test_what_was_said_afterwards_is_told_by_routine_and_place_in_order() -> None:
    sessions = folded(said_half_a_year())
    by_routine, by_place = helped.by_routine(sessions), helped.by_place(sessions)
    assert (list(by_routine), list(by_place)) == (["hands-bl60", "hands-li4"], ["LI4"])
    said = by_place["LI4"]
    assert said.asked_s == [60, 60, 60, 90, 90, 90] and said.unsaid == 1
    assert said.counts() == "better 2, the same 1, worse 1, much_better 1"
    assert (said.signs(), said.lately()) == ("▲–▼?▲", "of the last 5, 2 better and 1 worse")
    assert helped.by_routine(sessions[-1:]) == {}


def test_history_shows_what_was_said_afterwards(rig: Rig) -> None:
    writer = said_half_a_year()
    rig.has_history(writer.lines)
    lines = rig.run("history").stdout.splitlines()
    assert lines[0].split() == [
        *["#", "began", "routine", "delivered", "prescribed", "pauses", "ended", "helped?"],
    ]
    assert [line.rsplit("finished", 1)[-1].strip() for line in lines[1:7]] == [
        "better",
        "",
        "the same",
        "worse",
        "much_better",
        "better",
    ]
    at = lines.index("did it help? (the newest last)")
    assert lines[at + 1 : at + 3] == [
        f"{'Ankle point BL60':32}  better 0, the same 0, worse 1  ▼",
        f"{'Hand point LI4':32}  better 2, the same 1, worse 1, much_better 1  ▲–▼?▲",
    ]
    rows = json.loads(rig.run("history", "--json").stdout)
    assert [row["helped"] for row in rows[:3]] == ["better", None, "same"]
    table = list(csv.DictReader(io.StringIO(rig.run("history", "--csv", "-").stdout)))
    assert [row["helped"] for row in table[::2]] == [row["helped"] or "" for row in rows]


def test_a_spreadsheet_gets_no_formula_and_no_blank_row() -> None:
    writer = Writer()
    writer.session()
    (session,) = folded(writer)
    titles = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "a=1", "Hand")
    text = export.csv_bytes([export.as_dict("it", session, title) for title in titles]).decode()
    assert text.count("\r\n") == text.count("\n") == 1 + 2 * len(titles)
    cells = [row["title"] for row in csv.DictReader(io.StringIO(text, newline=""))][::2]
    assert cells == ["'=1+1", "'+1", "'-1", "'@SUM(A1)", "'\tx", "a=1", "Hand"]


def test_a_text_of_before_is_the_place_that_was_meant(rig: Rig) -> None:
    writer = Writer()
    for place in ("LI4 (Hegu)", "LI4", "Sore spot!"):
        writer.session(place=place)
    rig.has_history(writer.lines)
    said = rig.run("history").stdout
    assert said.count("LI4 Joining Valley, left") == 1
    assert "sore spot, left" in said and "Hegu" not in said


def test_a_routine_of_the_device_has_its_title(rig: Rig) -> None:
    mine = json.loads(packaged())
    mine["routines"] = [{**mine["routines"][0], "id": "mine", "title": "For my hand"}]
    data = json.dumps(mine).encode()
    rig.store(data)
    writer = Writer()
    writer.session()
    rig.has_history(writer.lines)
    assert json.loads(rig.run("history", "--json").stdout)[0]["title"] == "Hand point LI4"
    assert not list(routine_files.cache_folder().glob("*"))  # nothing had to be read for it
    other = Writer()
    other.session(place="mine")
    rig.has_history(other.lines)
    titles = Titles([data])
    assert titles.of("mine") == "For my hand" and titles.of("hands-mine") == "hands-mine"
    rig.run("history")
    assert [file.read_bytes() for file in routine_files.cache_folder().glob("*")] == [data]


# --- what is not there ------------------------------------------------------------


def test_numbers_that_are_left_out_are_found() -> None:
    assert gaps.gaps([]) == gaps.gaps([1, 2, 3]) == []
    assert gaps.gaps([5, 3, 9]) == [(1, 2), (4, 4), (6, 8)]
    assert gaps.gaps_words([]) == ""
    assert gaps.gaps_words([(4, 4)]).startswith("session 4 is missing here: ")
    assert gaps.gaps_words([(1, 2), (4, 4)]).startswith("sessions 1 to 2, 4 are missing here")


def test_a_second_laptop_says_what_it_lacks(rig: Rig, tmp_path: Path) -> None:
    writer = Writer()
    writer.session(0, (10_000, 0), "stopped")
    writer.session(1)
    taken = len(writer.lines)
    writer.session(2)
    rig.has_history(writer.lines[taken:])  # trimmed for the first laptop
    missing = "sessions 1 to 2 are missing here: the device had dropped them, maybe fetched by "
    for options in ([], ["--json"], ["--csv", "-"], ["--since", "2026-01-03"]):
        assert missing in rig.run("history", *options).stderr
    file = tmp_path / "report.html"
    rig.run("report", str(file))
    page = file.read_text(encoding="utf-8")
    assert missing in page and "No session was stopped" not in page


def test_todays_dose_of_a_history_with_gaps_is_said_to_be_uncertain(rig: Rig) -> None:
    writer = Writer()
    writer.session(0)
    taken = len(writer.lines)
    writer.session(1)
    rig.has_history(writer.lines[taken:])
    rig.run("history")
    words = "(session 1 is missing here: "
    assert words in rig.run("explain", "hands-li4").stderr
    assert words in rig.run("preview", "hands-li4").stderr
    assert words not in rig.run("preview", "hands-li4", "--level", "0").stderr


def test_a_second_laptop_says_that_all_was_dropped(rig: Rig) -> None:
    writer = Writer()
    writer.note("checkpoint", [[["progress", 42, None]]])
    rig.has_history(writer.lines)
    result = rig.run("history")
    assert "sessions 1 to 41 are missing here" in result.stderr
    assert "no session yet" in result.stdout


# --- days -------------------------------------------------------------------------

THURSDAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-01", "2026-11-01"),
        ("today", "2026-11-26"),
        ("Yesterday", "2026-11-25"),
        ("7d", "2026-11-19"),
        ("2w", "2026-11-12"),
        ("monday", "2026-11-23"),
        ("thursday", "2026-11-26"),
        ("friday", "2026-11-20"),
    ],
)
def test_days_have_names(text: str, day: str) -> None:
    assert periods.day_named(text, THURSDAY).isoformat() == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2099-01-01", "2099-01-01 is in the future; today is 2026-11-26"),
        ("2026-02-30", "'2026-02-30' is no day; give a date (2026-01-31), days or weeks ago"),
        ("mondey", "'mondey' is no day"),
        ("99999d", "is no day"),
    ],
)
def test_what_is_no_day_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        periods.day_named(text, THURSDAY)


def test_history_of_some_days(rig: Rig) -> None:
    writer = Writer()
    for day in range(5):
        writer.session(day)
    rig.has_history(writer.lines)

    def numbers(*options: str) -> list[int]:
        return [
            row["session"] for row in json.loads(rig.run("history", "--json", *options).stdout)
        ]

    assert numbers("--since", "2026-01-03") == [3, 4, 5]
    assert numbers("--last", "2") == [4, 5]
    assert numbers("--since", "2026-01-02", "--last", "9") == [2, 3, 4, 5]
    assert rig.run("history", "--week").stdout == "ab12: no session since 2026-01-26\n"
    assert numbers("--since", "4w") == [4, 5]
    none = rig.run("report", "--week", str(rig.home / "week.html"))
    assert "ab12 has no session since 2026-01-26 to report" in none.stderr


def test_the_day_of_a_session_ends_when_the_users_day_ends(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer()
    writer.note("started", ["li4", "0123456789ab", [], []], 1, START_S - 9 * 3600)  # 00:00
    writer.day_ends_h = 3
    writer.note("started", ["li4", "0123456789ab", [], []], 2, START_S + 18 * 3600 - 1)
    writer.note("started", ["li4", "0123456789ab", [], []], 3, START_S + 18 * 3600)  # 03:00
    rig.has_history(writer.lines)
    now = datetime.fromisoformat("2026-01-02T02:59:00+01:00")
    monkeypatch.setattr(clock, "now", lambda: now)

    def numbers(day: str) -> list[int]:
        shown = rig.run("history", "--no-clock", "--json", "--since", day).stdout
        return [row["session"] for row in json.loads(shown)]

    assert numbers("today") == numbers("2026-01-01") == [1, 2, 3]
    assert numbers("2026-01-02") == [3]
    now += timedelta(minutes=1)
    assert numbers("today") == [3]
    assert list(by_day(folded(writer))) == [date(2026, 1, 1), date(2026, 1, 2)]


def test_history_without_the_device(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = rig.run("history", "--offline")
    assert empty.exit_code == 1 and "nothing was pulled yet" in empty.stderr
    writer = Writer()
    writer.session()
    rig.has_history(writer.lines)
    rig.run("history")
    asked = len(rig.lines)
    offline = rig.run("history", "--offline", "--json")
    assert len(json.loads(offline.stdout)) == 1 and len(rig.lines) == asked
    unknown = rig.run("history", "--offline", "--device", "zz")
    assert unknown.exit_code == 1 and "records of ab12 are here" in unknown.stderr
    monkeypatch.setattr(transport, "candidates", lambda ports=None: [])
    gone = rig.run_unnamed("history")
    assert gone.exit_code == 0 and "this is what was pulled before" in gone.stderr


@pytest.mark.parametrize("command", [["history"], ["report", "out.html"]])
def test_a_port_that_is_not_there_leaves_what_was_pulled(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    def refuse(url: str) -> FakeLine:
        raise PortError(f"{url}: no such port")

    open_transport = connection.open_transport
    monkeypatch.chdir(rig.home)
    monkeypatch.setattr(connection, "open_transport", refuse)
    assert rig.run(*command).stderr == "acupacer: fake: no such port\n"
    monkeypatch.setattr(connection, "open_transport", open_transport)
    rig.has_history(half_a_year().lines)
    rig.run("history")
    monkeypatch.setattr(connection, "open_transport", refuse)
    told = rig.run(*command)
    assert (told.exit_code, told.stderr) == (
        1,
        "acupacer: fake: no such port; --offline shows what was pulled before\n",
    )


# --- acupacer report --------------------------------------------------------------


class Outline(HTMLParser):
    """Checks that tags nest and collects what a reader sees."""

    VOID = ("meta", "rect", "path", "circle", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def test_report_is_one_page_with_charts(rig: Rig, tmp_path: Path) -> None:
    writer = half_a_year()
    rig.has_history(writer.lines)
    file = tmp_path / "report.html"
    result = rig.run("report", str(file))
    assert result.exit_code == 0, result.stderr
    page = file.read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    places = page.count('<div class="place">')
    assert places == 4
    assert outline.count["svg"] == places + 3  # time, and a hold's length at two points
    assert outline.count["tr"] == 1 + writer.sessions
    assert not re.search(r"(src|href)=|url\(|@import|https?://", page)
    for words in (
        "2026-03-02 09:00, Hand point LI4: too much",
        "answered yes: “Do you have brittle bones (osteoporosis)?”",
        "1 without a date: the clock was not set.",
        "each column is a week",
    ):
        assert words in page
    assert "off their time" not in page


def test_the_report_names_what_may_have_been_felt_and_what_ended_early() -> None:
    sessions = folded(half_a_year())[:2]
    sessions[0].ended, sessions[0].error_us = "finished", (249_999, 1_000)
    sessions[1].ended = "ended_early"
    sessions[1].doses = []
    sessions[1].places = [Place("oberer-ruecken", "left", 60_000, 30_000)]

    def made(*chosen: Session) -> str:
        day = date(2026, 4, 1)
        return report.page("x", chosen, [], day, lambda *_: "t", lambda place: f"<{place}>")

    with WORDS.speaking("de"):
        calm = made(sessions[0])
        assert "Jede Sitzung wurde zu Ende geführt" in calm
        assert "<span>Sitzung</span>" in calm and "<span>Tag</span>" in calm
        sessions[0].error_us = (400_000, 1_000)
        page = made(*sessions)
    assert "Zeichen kamen bis zu 0,4 s neben ihrer Zeit" in page
    assert ", t: früher beendet</li>" in page
    assert "<span>&lt;oberer-ruecken&gt;, links</span>" in page
    assert '<td data-name="Stellen">&lt;oberer-ruecken&gt;</td>' in page
    assert "<span>Sitzungen</span>" in page


def test_the_report_shows_what_was_said_beside_the_dose(rig: Rig, tmp_path: Path) -> None:
    writer = said_half_a_year()
    rig.has_history(writer.lines)
    rig.run("report", str(tmp_path / "said.html"))
    page = (tmp_path / "said.html").read_text(encoding="utf-8")
    outline = Outline()
    outline.feed(page)
    assert outline.open == []
    said = (
        "▲–▼?▲ of the last 5, 2 better and 1 worse. In all better 2, the same 1, worse 1, "
        "much_better 1, not said 1. A session asked for 1 min 00 s to 1 min 30 s, lately "
        "1 min 30 s."
    )
    for name in ("Hand point LI4", "LI4 Joining Valley"):
        assert f"<li><strong>{name}</strong>: {said}</li>" in page
    assert "<h2>Did it help?</h2>" in page
    chart = page[page.index("LI4 Joining Valley, by hand") :]
    assert re.findall(r">([▲–▼?])</text>", chart[: chart.index("</svg>")]) == list("▲–▼?▲")
    old = report.page("x", folded(half_a_year()), [], date(2026, 4, 1), lambda *_: "t")
    assert "Did it help" not in old and "helped?" not in old


def test_columns_are_days_or_weeks_with_the_empty_ones_in_between() -> None:
    def bars(*days: int) -> int:
        first = date(2026, 1, 5)  # a Monday
        totals = {first + timedelta(days=day): Total(60, 60, 1) for day in days}
        return charts.day_chart(totals).count('class="delivered"')

    assert bars(0) == 1
    assert bars(0, 2, 69) == 70
    assert bars(0, 2, 70) == 11
    assert bars(0, 489) == 70
    assert bars(0, 490) == 18
    assert bars(0, 40_000) == 110  # a clock that was never right


def test_a_hold_is_drawn_as_the_device_numbers_sessions_whatever_its_clock_said() -> None:
    days = (date(2026, 3, 1), date(2020, 1, 1), date(2026, 3, 2))
    chart = charts.hold_chart([charts.Step(day, 10) for day in days])
    places = [float(x) for x in re.findall(r'cx="([-\d.]+)%"', chart)]
    assert places == [16, 56.5, 97]
    assert charts.hold_chart([charts.Step(days[0], 10)]).count("<circle") == 1


def test_report_escapes_what_it_quotes() -> None:
    writer = Writer()
    writer.session()
    page = report.page("<x>", folded(writer), [], date(2026, 1, 5), lambda *_: "<i>")
    assert "<x>" not in page and "<i>" not in page and "&lt;i&gt;" in page


def test_report_of_nothing(rig: Rig, tmp_path: Path) -> None:
    result = rig.run("report", str(tmp_path / "none.html"))
    assert result.exit_code == 1 and "no session to report" in result.stderr
    assert not (tmp_path / "none.html").exists()
