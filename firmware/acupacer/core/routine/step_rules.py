"""Makes the steps of a routine, by the rules that tie fields together.

Methods, places, arms, windows, times; what a single field may hold is in ``fields``.
"""

from . import duration, field_checks, fields, place_rules, safety
from .model import Step

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable

    from .fault_list import FaultList
    from .model import Routine
    from .place_rules import Defined


_BOTH = ("both",)


def check_steps(
    values: object, place: str, faults: "FaultList", most: int, defined: "Defined"
) -> "tuple[Step, ...]":
    """The steps of the routine at ``place``, checked one by one; ``most`` of them are kept.

    ``defined``: the places of the document, by their identities. Entries that are no objects
    are left out, with a fault. Blocks: never.
    """
    row = fields.field(fields.ROUTINE, "steps")
    entries = field_checks.check_list(values, row, "steps", place + ".steps", faults)
    steps = []
    for index, entry in enumerate(entries):
        step = check_step(entry, "{}.steps[{}]".format(place, index), faults, defined)
        if step is not None and index < most:
            steps.append(step)
    return tuple(steps)


def check_step(
    value: object, place: str, faults: "FaultList", defined: "Defined"
) -> "Step | None":
    """One step, or None when ``value`` is no object."""
    method = value.get("method") if isinstance(value, dict) else None
    if method not in fields.METHODS:
        method = fields.ANY
    checked = field_checks.check_object(value, fields.STEP, place, faults, method)
    if not isinstance(value, dict) or checked is None:
        return None
    del checked[-1]  # its sources
    checked[1:5] = [place_rules.place_of(value, checked[1:5], place, faults, defined)]
    step = Step(*checked)
    if method != fields.ANY:
        _check_sides(step, method, place, faults)
        _check_method(step, value, place, faults)
        _check_arms(step, method, place, faults)
        _check_ball(step, value, place, faults)
        _check_alternate(step, value, place, faults)
        _check_window(step, method, place, faults)
    return step


def check_times(routine: "Routine", place: str, faults: "FaultList") -> None:
    """Time on the balls, with the gun and of the session, at the top of every dose.

    A step whose times have a fault counts as nothing: what is too long without it is said.
    """
    spent_s = {"balls": 0, "gun": 0}
    for index, step in enumerate(routine.steps):
        method = step.method
        if method in ("balls", "ball"):
            method = "balls"
            more_s, most_s = _known_s(duration.on_balls_s, step), safety.BALLS_MAX_S
            field, how = "movement" if step.movement else "hold", "on the balls"
        elif method == "gun" and step.window is not None:
            more_s, most_s = step.window.max_s or 0, safety.GUN_MAX_S
            field, how = "window.max_s", "with the gun"
        else:
            continue
        before_s = spent_s[method]
        spent_s[method] += more_s
        if before_s <= most_s < spent_s[method]:
            at = "{}.steps[{}].{}".format(place, index, field)
            faults.add(at, "{} s {} in all exceed {}".format(spent_s[method], how, most_s))
    session_s = duration.session_s(routine, lambda step: _known_s(duration.top_s, step))
    if session_s > safety.SESSION_MAX_S:
        text = "{} s in all with every dose at its max_s exceed {} (45 min)"
        faults.add(place + ".steps", text.format(session_s, safety.SESSION_MAX_S))


def _known_s(seconds: "Callable[[Step], int]", step: "Step") -> int:
    try:
        return seconds(step)
    except TypeError:  # a part of it is None: it has a fault
        return 0


def _check_sides(step: "Step", method: str, place: str, faults: "FaultList") -> None:
    is_at_once = method in ("balls", "roller", "gun") or (method == "ball" and step.balls == 2)
    if step.sides is None:
        is_own = step.place is not None and not is_at_once
        step.sides = step.place.sides if is_own else _BOTH
    elif is_at_once and step.sides != _BOTH:
        tool = "two balls" if method == "ball" else method
        faults.add(place + ".sides", 'must be ["both"] with ' + tool)


def _check_method(
    step: "Step", value: "dict[str, object]", place: str, faults: "FaultList"
) -> None:
    is_pressed = step.place is not None and step.is_pressed
    objection = step.place.objection(step.method) if is_pressed else ""
    if objection:
        field = "point" if "point" in value else "place" if "place" in value else "area"
        faults.add("{}.{}".format(place, field), objection)


def _check_arms(step: "Step", method: str, place: str, faults: "FaultList") -> None:
    arms = None if step.movement is None else step.movement.arms
    if arms == () and method == "balls":
        faults.add(place + ".movement.arms", "missing; needed with balls")
    elif arms and method != "balls":
        faults.add(place + ".movement.arms", "not with {}, only with balls".format(method))


def _check_ball(
    step: "Step", value: "dict[str, object]", place: str, faults: "FaultList"
) -> None:
    """A ball either stays where it is or moves."""
    if step.method != "ball":
        return
    if ("hold" in value) == ("movement" in value):
        how = "both" if "hold" in value else "neither"
        faults.add(place, "has {} of hold and movement; give one of them".format(how))
    elif "movement" in value:
        for name in ("rest_s", "repetitions"):
            if name in value:
                faults.add(place + "." + name, "not with movement, which has its own")


def _check_alternate(
    step: "Step", value: "dict[str, object]", place: str, faults: "FaultList"
) -> None:
    if step.alternate is not True:
        return
    if step.sides is not None and len(step.sides) < 2:
        faults.add(place + ".alternate", "needs two sides")
    if "movement" in value:
        faults.add(place + ".alternate", "not with movement, only with hold")
    if "rest_s" in value:
        faults.add(place + ".rest_s", "not with alternate; the change takes switch_side_s")


def _check_window(step: "Step", method: str, place: str, faults: "FaultList") -> None:
    window = step.window
    if window is None:
        if step.spot is not None and method == "roller":
            faults.add(place + ".spot", "needs a window")
        return
    if method == "roller" and step.spot is None:
        faults.add(place + ".spot", "missing; needed with window")
    least_s = safety.GUN_GAP_MIN_S if method == "gun" else 0
    if window.gap_s is None:
        window.gap_s = least_s
    elif window.gap_s < least_s:
        text = "{} is below {} with gun"
        faults.add(place + ".window.gap_s", text.format(window.gap_s, least_s))
    if window.optional is not None and window.optional != (method == "roller"):
        wanted = "true" if method == "roller" else "false"
        faults.add(place + ".window.optional", "must be {} with {}".format(wanted, method))
