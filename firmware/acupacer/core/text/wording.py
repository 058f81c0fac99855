"""A text in one language or several, as a file has it.

Either a text, for every language, or pairs of a language's code and the text in it, sorted.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Wording = str | tuple[tuple[str, str], ...]


def pick(wording: "Wording", language: str) -> str:
    """The text in ``language``, or else in English, or else in whichever comes first."""
    if isinstance(wording, str):
        return wording
    texts = dict(wording)
    return texts.get(language) or texts.get("en") or wording[0][1]


def from_json(value: "str | Sequence[Sequence[str]]") -> "Wording":
    """What an index kept: lists are tuples again."""
    return value if isinstance(value, str) else tuple([(pair[0], pair[1]) for pair in value])


def all_of(wording: "Wording") -> str:
    """Everything it says, to see whether it changed."""
    if isinstance(wording, str):
        return wording
    return "\n".join([language + text for language, text in wording])
