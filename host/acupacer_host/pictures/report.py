"""One self-contained page about the sessions of a device, for a person or a therapist."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from html import escape
from importlib import resources

from acupacer.core.progress.records import ProfileAnswer, Record

from ..content.catalogue import catalogue
from ..content.exclusions import flags_of
from ..content.wording import WORDS, duration_words, method_words, place_words
from ..records import helped
from ..records.begun import began_words
from ..records.sessions import ENDED_WORDS, HELPED_WORDS, Session, helped_words
from ..records.totals import by_day, by_place, day_of, overall
from . import charts

NOTES = (
    "Delivered means paced: the device counts the time it asked for pressure. It does not "
    "sense the pressure itself.",
    "A hold starts short and grows after finished sessions on different days, up to its "
    "limit; it steps back after a long break and after “too much”.",
    "Better, the same or worse is what one person said right after pressing. It does not show "
    "what made the difference: pain comes and goes by itself, too.",
    "Nothing here is medical advice, and no clinician has reviewed the device.",
)


tell = WORDS.tell
TitleOf = Callable[[str, str], str]  # of a routine's id and digest
PlaceOf = Callable[[str], str]  # what a place is called, by what records call it
FELT_MS = 250  # so far off its time somebody may have noticed that a cue came


def page(
    dev_id: str,
    sessions: Sequence[Session],
    records: Iterable[Record],
    today: date,
    title_of: TitleOf,
    place_of: PlaceOf = place_words,
    missing: str = "",
) -> str:
    """The page as HTML: styles and charts inside, nothing loaded from anywhere.

    ``sessions``: at least one, as the device numbers them. ``records``: all of the device,
    for its answers. ``missing``: what the history lacks, in words.
    """
    sections = (
        _headline(dev_id, sessions, today),
        _section(tell("Where"), _where(sessions, place_of)),
        _section(tell("When"), _when(sessions)),
        _section(tell("Did it help?"), _helped(sessions, title_of, place_of)),
        _section(tell("How long one hold is"), _holds(sessions, place_of)),
        _section(tell("Worth knowing"), _remarks(sessions, records, title_of, missing)),
        _section(tell("Every session"), _table(sessions, title_of, place_of)),
        _section(
            tell("How to read this"), "".join(f"<p>{escape(tell(note))}</p>" for note in NOTES)
        ),
    )
    style = (resources.files("acupacer_host.pictures") / "report.css").read_text(
        encoding="utf-8"
    )
    return (
        f'<!doctype html>\n<html lang="{WORDS.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{tell('Acupressure sessions')}, {escape(dev_id)}</title>\n"
        f"<style>\n{style}</style>\n</head>\n<body>\n{''.join(sections)}</body>\n</html>\n"
    )


def _headline(dev_id: str, sessions: Sequence[Session], today: date) -> str:
    total = overall(sessions)
    days = sorted({day for day in map(day_of, sessions) if day})
    figures = (
        (duration_words(total.delivered_s), tell("pressed, as paced")),
        (
            f"{total.percent} %",
            tell("of {} asked for").format(duration_words(total.prescribed_s)),
        ),
        (str(len(sessions)), tell("sessions" if len(sessions) != 1 else "session")),
        (str(len(days)), tell("different days" if len(days) != 1 else "day")),
    )
    cells = "".join(
        f"<div><strong>{escape(value)}</strong><span>{escape(what)}</span></div>"
        for value, what in figures
    )
    clockless = tell("the clock was not set")
    period = tell("{} to {}").format(days[0], days[-1]) if days else clockless
    made = tell("Device {}, {}. Made on {}.").format(dev_id, period, today)
    return (
        f"<header><h1>{tell('Acupressure sessions')}</h1><p>{escape(made)}</p>"
        f'<div class="figures">{cells}</div></header>\n'
    )


def _section(title: str, body: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{body}</section>\n" if body else ""


def _where(sessions: Sequence[Session], place_of: PlaceOf) -> str:
    rows = {
        f"{place_of(place)}, {tell(side)}" if side else place_of(place): total
        for (place, side), total in by_place(sessions).items()
    }
    return _legend() + charts.place_chart(rows)


def _when(sessions: Sequence[Session]) -> str:
    days = by_day(sessions)
    undated = sum(1 for session in sessions if day_of(session) is None)
    words = tell("{} without a date: the clock was not set.").format(undated)
    note = f"<p>{words}</p>" if undated else ""
    if not days:
        return note
    column = charts.COLUMN_DAYS[charts.column_days(days)]
    return (
        _legend(tell("each column is {}").format(tell(column))) + charts.day_chart(days) + note
    )


def _legend(more: str = "") -> str:
    return (
        f'<p class="legend"><span class="key delivered"></span> {tell("delivered")} '
        f'<span class="key prescribed"></span> {tell("prescribed")} '
        f'<span class="more">{more}</span></p>'
    )


def _holds(sessions: Sequence[Session], place_of: PlaceOf) -> str:
    """A chart for each method and place that holds pressure, where days are known."""
    series: dict[tuple[str, str], list[charts.Step]] = {}
    for session in sessions:
        day = day_of(session)
        if day is None:
            continue
        mark = tell("too much") if session.ended == "too_much" else ""
        for dose in session.doses:
            if dose.method in ("hands", "ball") and dose.hold_s:
                steps = series.setdefault((dose.method, dose.place), [])
                sign = helped.sign(session.helped)
                steps.append(charts.Step(day, dose.hold_s, mark, sign))
    return "".join(
        f"<h3>{escape(place_of(place))}, {escape(method_words(method))}</h3>"
        + charts.hold_chart(steps)
        for (method, place), steps in sorted(series.items())
    )


def _helped(sessions: Sequence[Session], title_of: TitleOf, place_of: PlaceOf) -> str:
    """What was said afterwards, by routine and by place; "" where nobody said anything."""
    digests = {session.routine: session.digest for session in sessions}
    routines = helped.by_routine(sessions)
    if not routines:
        return ""
    signs = ", ".join(
        f"{sign} {tell(HELPED_WORDS[name])}" for name, sign in helped.SIGNS.items()
    )
    by_title = {title_of(name, digests[name]): said for name, said in routines.items()}
    by_words = {place_of(name): said for name, said in helped.by_place(sessions).items()}
    return (
        f'<p class="legend">{escape(signs)}; {tell("the newest last")}</p>'
        f"<h3>{tell('after a routine')}</h3>{_said(by_title)}"
        f"<h3>{tell('after pressing here')}</h3>{_said(by_words)}"
    )


def _said(by_name: Mapping[str, helped.Said]) -> str:
    lines = (
        f"<li><strong>{escape(name)}</strong>: {said.signs()} {said.lately()}. "
        + escape(tell("In all {}, not said {}.").format(said.counts(), said.unsaid))
        + f" {tell('A session asked for {}.').format(_asked(said))}</li>"
        for name, said in by_name.items()
    )
    return f"<ul>{''.join(lines)}</ul>"


def _asked(said: helped.Said) -> str:
    least, most, last = map(
        duration_words, (min(said.asked_s), max(said.asked_s), said.asked_s[-1])
    )
    return last if least == most else tell("{} to {}, lately {}").format(least, most, last)


def _remarks(
    sessions: Sequence[Session], records: Iterable[Record], title_of: TitleOf, missing: str
) -> str:
    lines = [missing] if missing else []
    for session in sessions:
        if session.ended != "finished":
            words = tell(ENDED_WORDS.get(session.ended, session.ended))
            title = title_of(session.routine, session.digest)
            lines.append(f"{began_words(session)}, {title}: {words}")
    profile = {
        record.flag: record.is_yes for record in records if isinstance(record, ProfileAnswer)
    }
    for flag in flags_of(profile):
        lines.append(tell("answered yes: “{}”").format(WORDS.say("ask_" + flag)))
    worst_us = max((session.error_us[0] for session in sessions if session.error_us), default=0)
    if worst_us >= FELT_MS * 1000:
        off = charts.decimal(f"{worst_us / 1_000_000:.1f}")
        lines.append(tell("cues came up to {} s off their time").format(off))
    if not lines:
        words = tell("Every session was finished, and no safety question applies.")
        return f"<p>{words}</p>"
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table(sessions: Sequence[Session], title_of: TitleOf, place_of: PlaceOf) -> str:
    head = ["#", "began", "routine", "places", "delivered", "asked for", "pauses", "ended"]
    if any(session.helped for session in sessions):
        head.append("helped?")
    rows = [
        (
            str(session.number),
            began_words(session),
            title_of(session.routine, session.digest),
            ", ".join(dict.fromkeys(_short(place.place, place_of) for place in session.places)),
            duration_words(session.delivered_ms / 1000),
            duration_words(session.prescribed_ms / 1000),
            str(session.pauses),
            tell(ENDED_WORDS.get(session.ended, session.ended)),
            tell(helped_words(session)),
        )
        for session in reversed(sessions)
    ]
    names = [tell(name) for name in head]
    titles = "".join(f"<th>{escape(name)}</th>" for name in names)
    body = "".join(_row(names, row) for row in rows)
    table = f"<thead><tr>{titles}</tr></thead><tbody>{body}</tbody>"
    label = escape(tell("Every session"))
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{label}">'
        f"<table>{table}</table></div>"
    )


def _short(place: str, place_of: PlaceOf) -> str:
    """A point's code; one's own place as it is called."""
    return place if place in catalogue().places else place_of(place)


def _row(names: Sequence[str], row: Sequence[str]) -> str:
    """A row; on a phone, where it is a block, each cell has its column's name beside it."""
    cells = [
        f'<td data-name="{escape(name)}">{escape(cell)}</td>'
        for name, cell in zip(names, row, strict=False)
    ]
    return f"<tr>{''.join(cells)}</tr>"
