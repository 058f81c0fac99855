"""Random routines, short ones: a session of one takes half a minute to some minutes."""

from __future__ import annotations

import json
from random import Random
from typing import Any

# Few places, so that limits meet; areas are pressed by hand alone.
POINTS = ("LI4", "GB30", "BL60", "GB21", "BL23", "BL52")
AREAS = ("neck", "calf")
_OF_TOOLS = {
    "balls": ("LI4", "GB30", "BL23", "BL52"),
    "roller": ("GB30", "GB21", "BL23", "BL52"),
    "gun": ("BL23",),
}


NECK = {"id": "neck", "name": {"en": "Neck knot", "de": "Nacken"}, "region": "neck"}


def document(
    chance: Random, first: int, count: int, has_newer: bool = False
) -> tuple[bytes, dict[str, Any]]:
    """(a file of ``count`` routines numbered from ``first``, the routines by title).

    ``has_newer``: with a place and steps that version 2 has, exercises apart.
    """
    routines = [_routine(chance, first + number) for number in range(count)]
    whole = {"format": "acupacer-routines", "version": 1, "routines": routines}
    if has_newer:
        said = [
            {**each, "steps": [_newer(chance, step) for step in each["steps"]]}
            for each in routines
        ]
        whole = {
            "format": "acupacer-routines",
            "version": 2,
            "places": [NECK],
            "routines": said,
        }
    return json.dumps(whole).encode(), {each["title"]: each for each in routines}


def place_of(step: dict[str, Any]) -> str:
    """Its point or area."""
    place: str = step.get("point") or step["area"]
    return place


def _routine(chance: Random, number: int) -> dict[str, Any]:
    steps = [_step(chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    seconds = [each["window"]["max_s"] for each in steps if each["method"] == "gun"]
    assert sum(seconds) <= 600
    return {"id": f"r{number}", "title": f"Routine {number}", "steps": steps}


def _step(chance: Random) -> dict[str, Any]:
    method = chance.choice(("hands", "hands", "hands", "balls", "roller", "gun"))
    point = "BL23" if method == "gun" else chance.choice(POINTS)
    step: dict[str, Any] = {"method": method, "get_ready_s": chance.choice((3, 5))}
    where = chance.choice(({"point": point}, {"point": point}, {"area": _area(chance)}))
    if method != "hands":  # a tool needs a part of the body that it may press
        where = {"point": point if point in _OF_TOOLS[method] else "BL23"}
    step.update(where)
    if chance.random() < 0.3:
        step["text"] = ["Sit down."]
    dose = _dose(chance, 5, 12)
    if method in ("hands", "balls"):
        step["switch_side_s"] = chance.choice((3, 6))
    if method == "hands":
        sides = chance.choice((["left", "right"], ["right", "left"], ["right"], ["both"]))
        hold = chance.choice((dose, dose, _dose(chance, 30, 50)))
        step.update(sides=sides, repetitions=chance.randint(1, 3), rest_s=3, hold=hold)
    elif method == "balls":
        step["movement"] = {**_move(chance), "arms": ["left", "right"]}
    else:
        window = _dose(chance, 30, 45)
        if method == "roller":
            step["movement"] = _move(chance)
            window["optional"] = True
        step.update(window=window, spot=dose)
    return step


def _newer(chance: Random, step: dict[str, Any]) -> dict[str, Any]:
    """``step`` as the file says it, once it has become what that means in older words."""
    if step["method"] != "hands":
        return step
    if step.get("point") in _OF_TOOLS["balls"] and chance.random() < 0.3:
        step["method"] = "ball"
    if len(step["sides"]) == 2 and chance.random() < 0.4:
        step["alternate"] = True
        del step["rest_s"]
    said = dict(step)
    if step.get("area") == NECK["id"]:
        said["place"] = said.pop("area")
    luck, start_s = chance.random(), chance.randint(5, 9)
    if luck < 0.3:
        said["hold"] = {"open": True, "start_s": start_s, "max_s": start_s + 20}
        step["hold"] = {"start_s": start_s, "max_s": start_s + 20, "step_s": 0, "every": 3}
    elif luck < 0.5:
        said["hold"] = start_s
        step["hold"] = {"start_s": start_s, "max_s": start_s, "step_s": 0, "every": 3}
    return said


def _area(chance: Random) -> str:
    return chance.choice(AREAS)


def _dose(chance: Random, start_s: int, max_s: int) -> dict[str, Any]:
    every = chance.choice((1, 1, 2))
    return {"start_s": start_s, "max_s": max_s, "step_s": chance.randint(1, 9), "every": every}


def _move(chance: Random) -> dict[str, Any]:
    return {"repetitions": chance.randint(1, 3), "out_s": 1, "stay_s": 1, "back_s": 4}
