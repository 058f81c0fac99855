"""The routine maker's side of the rooms: checks, forms, places, pictures and previews.

Every function takes and gives text, most of it JSON: between a browser and its interpreter
nothing else crosses.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from acupacer.core.cue import cues, trains
from acupacer.core.routine import regions
from acupacer.core.routine.model import Routine
from acupacer.core.routine.points import Spot
from acupacer.core.screen.canvas import WIDTH, Canvas
from acupacer.core.screen.whereabouts import LOCATOR_WIDTH_PX, PICTURES, locator
from acupacer.core.screen.words import Words

from ..content import forms, reading, template, validate
from ..content.catalogue import catalogue
from ..content.completing import completed, definition
from ..content.opened import routine_of
from ..content.places import Place
from ..content.short import place_words
from ..content.short.writing import NotSayable
from ..content.wording import WORDS
from ..content.written import written
from ..fault_language import line_of, spoken
from ..pictures.timeline import play
from ..records.at_level import prescriptions_at

LOCATOR_ROWS = 6  # of 8 px


class _Pictured:
    """A picture of the body with nothing marked on it."""

    spot: Spot | None = None

    def __init__(self, picture: str) -> None:
        self.picture = picture


def check(text: str, name: str, language: str) -> str:
    """What ``acupacer validate`` says of a file ``name`` with ``text``, and what it says.

    JSON: ``faults`` and ``notes`` in ``language``, without the name before them; ``lines``,
    of each fault the number of its line, or 0; ``document``, decoded, as it was written, or
    null; ``sent``, the text that a device gets, "" when there are faults. Whatever the
    language, a fault that names no line begins with its place, such as ``routines[0].title``.
    """
    return _check(text.encode("utf-8", "surrogatepass"), name, language)


def check_bytes(digits: str, name: str, language: str) -> str:
    """The same for a file's bytes, as hexadecimal digits."""
    return _check(bytes.fromhex(digits), name, language)


def _check(data: bytes, name: str, language: str) -> str:
    form = forms.read(data, name)
    verdict = validate.check_form(form, name)
    before = len(name) + 2
    faults = [fault[before:] for fault in verdict.faults]
    lines = list(map(line_of, faults))
    with WORDS.speaking(language):
        faults = spoken(faults)
        notes = spoken([note[before:] for note in verdict.notes])
    return _json(
        {
            "faults": faults,
            "notes": notes,
            "lines": lines,
            "document": form.reading.value if form.reading.is_whole else None,
            "sent": verdict.data.decode() if verdict.is_ok else "",
        }
    )


def as_text(document: str, language: str) -> str:
    """A sound document in the short form. JSON: ``text``, or ``fault``: why it cannot be."""
    try:
        return _json({"text": written(document.encode(), forms.TEXT), "fault": ""})
    except NotSayable as error:
        with WORDS.speaking(language):
            [fault] = spoken([str(error)])
        return _json({"text": "", "fault": fault})


def factory(language: str) -> str:
    """The routines that every device comes with, as a document in ``language``."""
    text = (resources.files("acupacer_data") / "routines.json").read_text("utf-8")
    return _json(_translated(json.loads(text), Words(language)))


def _translated(value: Any, words: Words) -> Any:
    if isinstance(value, str):
        return words.translated(value)
    if isinstance(value, list):
        return [_translated(each, words) for each in value]
    if isinstance(value, dict):
        return {key: _translated(each, words) for key, each in value.items()}
    return value


def laid_out(document: str) -> str:
    """A document as people read it."""
    return reading.laid_out(document.encode()).decode()


def new_routine(title: str) -> str:
    """A routine to begin with, as JSON."""
    document = reading.read(template.document(title).encode()).value
    return _json(document["routines"][0])


def own_place(name: str, region: str) -> str:
    """A place of one's own as a document defines it, JSON."""
    return _json({"id": place_words.auto_id(name), "name": name, "region": region})


def places() -> str:
    """The points of the catalogue, in its order. JSON: a list, see ``_place``."""
    return _json([_place(place) for place in catalogue().places.values()])


def _place(place: Place) -> dict[str, Any]:
    made = definition(place)
    made["methods"] = list(place.methods)
    return made


def search(text: str) -> str:
    """The codes of points that ``text`` names, or in which its words occur. JSON: a list.

    What it names, in whichever language, comes first.
    """
    known = catalogue()
    found = known.find(text)
    named = [found.place.code] if found.place else list(found.meanings)
    others = [place.code for place in known.search(text)]
    codes = [code for code in dict.fromkeys([*named, *others]) if code in known.places]
    return _json(codes)


def pictures() -> str:
    """The panel's pictures of the body, unmarked. JSON: ``width``, ``height`` in px, ``pages``.

    ``pages``: by name the columns of 8 px, rows of them one after the other, as hexadecimal
    digits (as the panel has it).
    """
    made = {name: _picture(name) for name in sorted(PICTURES)}
    size = {"width": LOCATOR_WIDTH_PX, "height": 8 * LOCATOR_ROWS}
    return _json({**size, "pages": made})


def _picture(name: str) -> str:
    canvas = Canvas(Words(""))
    locator(canvas, _Pictured(name), "both" if PICTURES[name][1] == "both" else "left", 0)
    while canvas.has_work:
        canvas.work()
    page = bytes(canvas.page)
    starts = range(0, LOCATOR_ROWS * WIDTH, WIDTH)
    return "".join(page[start : start + LOCATOR_WIDTH_PX].hex() for start in starts)


def body() -> str:
    """The parts of the body, in the core's order. JSON: by name its picture, "" for none."""
    return _json({name: regions.region(name).picture for name in regions.NAMES})


def preview_of(document: str, number: str, level: str) -> str:
    """What routine ``number`` (from 0) of a sound document feels like at ``level``.

    JSON: ``total_ms``, and ``spans`` as (kind, step from 1, begin ms, end ms).
    """
    routine = _routine(document, int(number))
    timeline = play(routine, prescriptions_at(routine, int(level)))
    spans = [(each.kind, each.step, each.start_ms, each.end_ms) for each in timeline.spans]
    return _json({"total_ms": timeline.total_ms, "spans": spans})


def cues_of(document: str, number: str, step: str) -> str:
    """The cues of step ``step`` (from 0), each once, in the order they are first felt.

    JSON: a list of ``cue``, its ``words`` by language, ``tone_hz`` and ``pulses`` as
    (begin ms, lasts ms).
    """
    routine = _routine(document, int(number))
    alone = Routine(routine.id, routine.title, "", (), (routine.steps[int(step)],))
    timeline = play(alone, prescriptions_at(alone, 0))
    made = []
    for name in dict.fromkeys(name for _, name in timeline.cues):
        cue = cues.BY_NAME[name]
        made.append(
            {
                "cue": name,
                "words": dict(cue.words),
                "tone_hz": cue.tone_hz,
                "pulses": trains.pulses(cue.pattern),
            }
        )
    return _json(made)


def _routine(document: str, number: int) -> Routine:
    value, _ = completed(json.loads(document))
    sound = validate.check_bytes(reading.compact(value), "")
    return routine_of(sound.data, sound.entries[number])


def _json(value: Any) -> str:
    # Half a pair has no UTF-8; as an escape it comes over.
    return reading.compact(value).decode()
