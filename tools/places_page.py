"""The page of pressure points, made from shared/points.json."""

import textwrap

from acupacer_host.content.catalogue import catalogue
from acupacer_host.content.places import Place

LINE = 96  # characters


def points_md() -> str:
    """The page, as Markdown."""
    known = catalogue()
    spellings = sum(len(place.spellings) for place in known.places.values())
    lines = [
        "# Pressure points",
        "",
        "<!-- made by tools/make_docs.py from shared/points.json -->",
        "",
        f"The {len(known.places)} points that `acupacer places` knows. No clinician has",
        "reviewed them; read [safety.md](safety.md) first. What a point is said to ease is",
        "hearsay: `acupacer places headache` tells.",
        "",
        "![Every point on the panel's drawings](points.png)",
        "",
        "*As the device draws them: what comes in pairs on both sides, hands and feet the left",
        "one, the face as in a mirror.*",
        "",
        "Words in brackets are sources (docs/developer/routine-files.md); which pages were",
        "compared is in `tools/places_checked.md`.",
        "",
        "| point | where | mind |",
        "|---|---|---|",
        *map(_row, known.places.values()),
        "",
        "## How they are written",
        "",
        f"{spellings:,} spellings are known: codes and names in English, German, French,",
        "Spanish and pinyin, as books and pages have them; `acupacer places Di4` shows those",
        "of a point. Case, blanks, hyphens, brackets and accents do not matter.",
        "",
        *textwrap.wrap(
            "These mean more than one thing, so they are asked about, never guessed. "
            "`acupacer places P7` names the points; write the code of yours. "
            f"{', '.join(known.ambiguous)}.",
            LINE,
        ),
    ]
    return "\n".join([*lines, ""])


def _row(place: Place) -> str:
    source = place.sources
    names = f"**{place.code}** {place.names.english}, {place.names.german}, *{place.pinyin}*"
    where = f"{place.label.english}: {place.landmark.english} [{source['landmark']}]"
    mind = ""
    if place.caution:
        mind = f"{place.caution.english.partition(': ')[2]} [{source['caution']}]"
    return f"| {names} | {where} | {mind} |"
