"""The columns of a table of routines, and what people call them."""

from __future__ import annotations

from ..places import fold

# What a column holds -> headings, the first as this program writes it.
COLUMNS: dict[str, tuple[str, ...]] = {
    "routine": ("routine", "title", "programme", "program", "Folge", "Programm", "Titel"),
    "id": ("id", "Kürzel"),
    "about": ("about", "Beschreibung"),
    "caution": ("caution", "cautions", "Vorsicht", "Warnung"),
    "place": ("place", "where", "point", "Ort", "Punkt", "Stelle", "Wo"),
    "region": ("region", "Körperteil"),
    "method": ("method", "tool", "Methode", "Werkzeug", "Mittel", "womit"),
    "side": ("side", "sides", "Seite", "Seiten"),
    "reps": ("reps", "repetitions", "times", "Wdh", "Wiederholungen", "Anzahl", "wie oft"),
    "hold": ("hold", "Halten", "Dauer"),
    "from": ("hold from", "from", "from s", "Halten von", "Dauer von", "von"),
    "to": ("hold to", "to", "to s", "Halten bis", "Dauer bis", "bis"),
    "rest": ("rest", "rest s", "Pause"),
    "more": ("more", "also", "weiteres", "sonst"),
    "note": ("note", "notes", "text", "Hinweis", "Notiz", "Anmerkung", "Bemerkung"),
}
REPEATED = ("caution", "note")  # a text each, in columns of that name one after the other
_KINDS = {fold(name): kind for kind, names in COLUMNS.items() for name in names}
POSSIBLE = "possible: " + ", ".join(names[0] for names in COLUMNS.values())


def kind_of(heading: str) -> str:
    """What a column with ``heading`` holds; "" for one that is not known.

    A number behind it is that of a repeated column.
    """
    folded = fold(heading)
    kind = _KINDS.get(folded, "")
    if not kind and _KINDS.get(folded.rstrip("0123456789")) in REPEATED:
        kind = _KINDS[folded.rstrip("0123456789")]
    return kind
