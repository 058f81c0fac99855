"""What a voice says of a session, in the panel's words: where, press, let go, the other side.

The voice is the browser's and comes second to every cue: a text is handed over only when no
cue sounds and none is due before it would be said, and the page cuts it off should one begin.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ...core.screen.words import Words

# How long a browser's voice takes, at the slowest that was heard.
LETTER_MS = 85
BEGIN_MS = 400


def duration_ms(text: str) -> int:
    """The longest it takes to say ``text``."""
    return BEGIN_MS + LETTER_MS * len(text)


def text_of(view: "Any", words: "Words") -> str:
    """What to say of ``view``, "" for nothing; the same for as long as it merely counts."""
    tell = SAID.get(view.screen)
    return tell(view, words) if tell else ""


def _spoken(*parts: str) -> str:
    """Parts as one text. Capitals would be spelled out: words of them are put in small."""
    said = [part.lower() if part.isupper() and part.isalpha() else part for part in parts]
    return ", ".join([part for part in said if part])


def _where(view: "Any", words: "Words") -> str:
    place = view.where.place
    name = _code(place.code) if place.code else words.pick(place.called)
    return _spoken(name, words.say(view.where.side), words.of_place(place, "find"))


def _code(code: str) -> str:
    """A point's code with its letters apart from its number, as it is read out."""
    letters = "".join([letter for letter in code if not letter.isdigit()])
    return " ".join(list(letters) + [code[len(letters) :]])


def _press(view: "Any", words: "Words") -> str:
    if view.where.method == "move":
        return words.say("move")
    if view.open == "enough":
        return ""  # it still is the same pressure
    return _spoken(words.say("press"), words.say("firmly" if view.firm else "gently"))


def _move(view: "Any", words: "Words") -> str:
    return words.say(view.part + "_" + view.where.method)


def _change(view: "Any", words: "Words") -> str:
    side = "arm_" + view.arm if view.arm else view.where.side
    return words.say("change") + " " + words.say(side).lower()


SAID: "dict[str, Callable[[Any, Words], str]]" = {
    "prompt": _where,
    "hold": _press,
    "movement": _move,
    "spot": lambda view, words: words.say("press"),
    "rest": lambda view, words: words.say("rest"),
    "switch_side": _change,
    "window": lambda view, words: words.say("at_window"),
    "paused": lambda view, words: words.say("paused"),
    "done": lambda view, words: words.say("ended_" + view.ended),
}
