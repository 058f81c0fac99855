"""Makes places of their definitions, and finds the place of a step.

No definition weakens what is known of a point, or takes its name.
"""

from . import field_checks, fields, known_places, points
from .fault_list import shown
from .places import Place, built_in, unnamed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .fault_list import FaultList
    from .places import Definitions

    # The places of a document, by their ids and by what else they are called.
    Defined = Definitions | dict[str, Place]

_MEANT_CHARS = 40  # of a text: the rest says nothing more


def check_place(
    value: object, place: str, faults: "FaultList", others: "Defined"
) -> "Place | None":
    """The place defined by ``value``, decoded JSON; None when nothing can name it.

    ``others``: those defined before, by their identities. One with faults is a place, too, so
    that a step that uses it is not at fault.
    """
    before = faults.count
    checked = field_checks.check_object(value, fields.PLACE, place, faults)
    if not isinstance(value, dict) or checked is None or checked[0] is None:
        return None
    made = Place(*checked)
    if made.code:
        _check_point(made, value, place, faults)
    _check_known(made, value, place, faults)
    if "mark" in value and "picture" not in value:
        faults.add(place + ".mark", "needs a picture")
    _check_names(made, place, faults, others)
    made.is_sound = faults.count == before
    return made


def _check_point(
    made: "Place", value: "dict[str, object]", at: str, faults: "FaultList"
) -> None:
    known = known_places.known(made.code)
    if known is None or points.find_point(made.code):
        faults.add(at + ".id", made.code + " is built in; leave its definition out")
        return
    if value.get("region", known.region) != known.region:
        faults.add(at + ".region", "{} is on {}".format(made.code, known.region))
    listed = value.get("avoid_when", known.avoid_when.split())
    for flag in known.avoid_when.split():
        if type(listed) is list and flag not in listed:
            faults.add(at + ".avoid_when", "lacks {}, known of {}".format(flag, made.code))
    if known.caution and "caution" not in value:
        faults.add(at + ".caution", "missing; {} has one".format(made.code))


def _check_known(
    made: "Place", value: "dict[str, object]", at: str, faults: "FaultList"
) -> None:
    """That it is not called as another point."""
    name = value.get("name")
    names = [("name", each) for each in (name.values() if isinstance(name, dict) else [name])]
    for field, text in ([] if made.code else [("id", value["id"])]) + names:
        if type(text) is not str:
            continue
        code, doubt = known_places.meaning(text[:_MEANT_CHARS])
        if code and code != made.code:
            wrong = "{} is {}, which is known; use that code"
            faults.add("{}.{}".format(at, field), wrong.format(shown(text), code))
        elif doubt and field == "name" and not made.code:
            wrong = "{} may be {}; call it so that it is clear"
            faults.add("{}.{}".format(at, field), wrong.format(shown(text), doubt))


def _check_names(made: "Place", at: str, faults: "FaultList", others: "Defined") -> None:
    """That no other place has its id or is called as it is, in whatever language."""
    if others.get(made.id):
        faults.add(at + ".id", shown(made.id) + " is defined already")
        return
    for identity in made.names[1:]:
        other = others.get(identity)
        if other:
            text = "{} is {} already; give each a name of its own"
            faults.add(at + ".name", text.format(shown(identity), other.id))
            return


def _is_known(text: object, code: str) -> str:
    return '{} is {}: write "point": "{}"'.format(shown(text), code, code)


def place_of(
    value: "dict[str, object]",
    checked: "list[object]",
    at: str,
    faults: "FaultList",
    defined: "Defined",
) -> "Place | None":
    """Where the step ``value`` presses; None when that has a fault.

    ``checked``: its point, place, area and exercise, None each that is not there or unsound.
    A move is at no place: what its exercise is called stands for one.
    ``defined``: the places of the document, by their identities.
    """
    if "point" in value and "short" in value:
        faults.add(at + ".short", "not with point, which is short")
    for field in ("exercise", "short"):
        _check_called(value.get(field), at + "." + field, faults)
    point, own, area, exercise = checked
    if value.get("method") == "move":
        return unnamed(exercise) if type(exercise) is str else None
    given = [name for name in ("point", "place", "area") if name in value]
    if len(given) != 1:
        how = "has {}".format(" and ".join(given)) if given else "has none of them"
        faults.add(at, how + "; give one of point, place and area")
    if "area" in value and type(value["area"]) is str:
        _check_area(value["area"][:_MEANT_CHARS], at + ".area", faults)
    if type(point) is str:
        return built_in(point) or _defined(point, at + ".point", faults, defined)
    if type(own) is str:
        return _defined(own, at + ".place", faults, defined)
    if type(area) is not str:
        return None
    return defined.get(known_places.identity(area)) or unnamed(area)


def _check_called(text: object, at: str, faults: "FaultList") -> None:
    """That what only names an exercise, or a place in short, does not name a known point."""
    code = known_places.meaning(text[:_MEANT_CHARS])[0] if type(text) is str else ""
    if code:
        wrong = '{} is {}, which is pressed as "point": "{}"'
        faults.add(at, wrong.format(shown(text), code, code))


def _check_area(area: str, at: str, faults: "FaultList") -> None:
    code, doubt = known_places.meaning(area)
    if code:
        faults.add(at, _is_known(area, code))
    elif doubt:
        faults.add(at, "{} may be {}: write it as point".format(shown(area), doubt))


def _defined(name: str, at: str, faults: "FaultList", defined: "Defined") -> "Place | None":
    found = defined.get(known_places.identity(name))
    if found is None:
        faults.add(at, shown(name) + " is not defined in places")
    elif found.code and at.endswith(".place"):
        faults.add(at, _is_known(name, found.code))
    return found
