"""``acupacer places``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

from ..console import (
    Failure,
    examples,
    json_option,
    print_facts,
    print_json,
    print_table,
)
from ..content import own_names
from ..content.catalogue import catalogue
from ..content.places import Found, Place, Wording, fold
from .completion import complete_place

NEAR_MOST = 5  # points in a message
# Said of a place, these name none: folded words, a blank around each.
NEARNESS = " above behind below beside between hinter neben ueber unter zwischen "
OWN_PLACE = "(a routine may press at a place of your own: acupacer docs my-programme)"


@click.command(
    epilog=examples(
        "acupacer places",
        "acupacer places ST36",
        'acupacer places "Di 4 (Hegu)"',
        "acupacer places nausea",
        "acupacer places Knie",
    )
)
@click.argument("words", nargs=-1, metavar="[WORDS]...", shell_complete=complete_place)
@json_option
def places_command(words: tuple[str, ...], as_json: bool) -> None:
    """List the pressure points that are known, or show the one that WORDS name.

    Any spelling will do: WHO code, German, French, Spanish and older codes, names in
    English, German and pinyin. Other WORDS are looked for in names, places and uses, in
    English and German.
    """
    found = _found(" ".join(words))
    if as_json:
        print_json([_as_dict(place) for place in found])
    elif len(found) == 1:
        _show(found[0])
    else:
        _list(found)


def _found(text: str) -> list[Place]:
    """The places that ``text`` names or that have its words; Failure for none."""
    known = catalogue()
    if not text:
        return list(known.places.values())
    named = known.find(text)
    if named.place:
        return [named.place]
    if any(named.meanings.values()):
        raise Failure(f"{text!r} means {_meanings(named)}: name the one you mean")
    places = [known.places[code] for code in named.meanings] or known.search(text)
    if not places:
        raise Failure(f"no point {text!r} is known; {_instead(text)}")
    return places


def _instead(text: str) -> str:
    """What somebody may have meant who looks for ``text``, and where else to press."""
    known = catalogue()
    words = [word for word in text.split() if f" {fold(word)} " not in NEARNESS]
    times = Counter(place.code for word in words for place in known.search(word))
    most = max(times.values(), default=0)
    near = [known.places[code] for code in times if times[code] == most]
    if len(words) < len(text.split()):  # beside what is only told of a place is elsewhere
        told = [word for word in words if known.search(word)]
        near = [place for place in near if any(_is_called(place, word) for word in told)]
    if meant := own_names.nearest(text):
        how = f"did you mean {' or '.join(meant)}?"
    elif near:
        names = [f"{place.code} ({place.label.english})" for place in near[:NEAR_MOST]]
        how = f"with some of the words: {', '.join(names)}{' ...' * (len(near) > NEAR_MOST)}"
    else:
        how = "'acupacer places' lists them"
    return f"{how} {OWN_PLACE}"


def _is_called(place: Place, word: str) -> bool:
    label = place.label
    return any(fold(word) in fold(each) for each in (label.english, label.german))


def _meanings(named: Found) -> str:
    return " or ".join(
        f"{meaning} ({where})" if where else meaning
        for meaning, where in named.meanings.items()
    )


def _list(places: Sequence[Place]) -> None:
    rows = [
        (
            place.code,
            place.names.english,
            place.names.german,
            place.pinyin,
            place.label.english,
            ", ".join(place.avoid_when).replace("_", " "),
        )
        for place in places
    ]
    print_table(("code", "English", "German", "pinyin", "where", "not with"), rows)


def _show(place: Place) -> None:
    from ..pictures import place_pictures

    click.echo(f"{place.code} {place.names.english} ({place.pinyin}; {place.names.german})\n")
    click.echo("\n".join(place_pictures.as_text(place)) + "\n")
    print_facts(list(_facts(place)))
    click.echo("\nNot medical advice, and no clinician has reviewed it: acupacer docs safety")


def _facts(place: Place) -> Sequence[tuple[str, str]]:
    """What the page says below the drawing, each with its source."""
    source = place.sources
    shown = set(place.spellings[:4])  # the code and the three names are in the heading
    facts = [
        ("where", f"{place.landmark.english} [{source['landmark']}]"),
        ("in short", f"{place.find.english} [{source['find']}]"),
        ("pages say", f"{place.said_to_ease.english} [{source['said_to_ease']}]"),
    ]
    if place.caution:
        mind = place.caution.english.partition(": ")[2]
        facts.append(("mind", f"{mind} [{source['caution']}]"))
    if place.avoid_when:
        flags = ", ".join(place.avoid_when).replace("_", " ")
        facts.append(("not with", f"{flags} [{source['avoid_when']}]"))
    facts.append(("sides", ", ".join(place.sides)))
    also = [spelling for spelling in place.spellings if spelling not in shown]
    return [*facts, ("also spelt", ", ".join(also))]


def _as_dict(place: Place) -> dict[str, Any]:
    """For JSON; the keys are those of the file."""
    texts = {
        "label": place.label,
        "find": place.find,
        "landmark": place.landmark,
        "said_to_ease": place.said_to_ease,
        **({"caution": place.caution} if place.caution else {}),
    }
    return {
        "code": place.code,
        "names": {**_languages(place.names), "pinyin": place.pinyin},
        "spellings": list(place.spellings),
        "region": place.region,
        **{key: _languages(text) for key, text in texts.items()},
        "avoid_when": list(place.avoid_when),
        "picture": place.spot.picture,
        "mark": [place.spot.x_px, place.spot.y_px],
        "sides": list(place.sides),
        "sources": place.sources,
    }


def _languages(text: Wording) -> dict[str, str]:
    return {"en": text.english, "de": text.german}


COMMANDS = {"places": places_command}
