"""What the panel shows, as data: one dict per screen, decided by the engine.

A view holds facts (point, remaining seconds, page), never wording or pixels:
``words`` has the wording, ``screens`` the drawing. ``FIELDS`` is the whole
contract between the two: every view has exactly the fields listed for its screen,
plus ``screen`` itself. Whatever a test has a device show is held to it by ``fault``; a
device does not spend time or memory on that.

Fields in common: ``point`` a WHO code or "" for an area; ``area`` its text or "";
``side`` left, right or both; ``remaining_s`` whole seconds left, rounded up;
``total_s`` the phase's full length; ``repetition`` counts from 1 of
``repetitions``; ``step`` counts from 1 of ``steps``; ``page`` counts from 0 of
``pages``.
"""

# Facts about a spot and how far the step is, shared by every session screen.
_SPOT = ("method", "point", "area", "side", "repetition", "repetitions", "step", "steps")

FIELDS: "dict[str, tuple[str, ...]]" = {
    # loading from the store
    "starting": (),
    # press STOP once; ``doubt`` True after another key: "STOP does not answer?"
    "stop_check": ("doubt",),
    # yes/no; ``question`` a profile flag or new_day; index counts from 1 of count
    "question": ("question", "index", "count"),
    "red_flags": ("page", "pages"),
    # ``reason`` a words key refused_*; ``step`` 0 when it concerns the whole routine;
    # ``flag`` the profile flag or ""; ``wait_min`` minutes until allowed, -1 unknown
    "refused": ("reason", "title", "step", "point", "method", "flag", "wait_min"),
    # ``error`` a words key error_*
    "error": ("error",),
    # one entry of the list; ``kind`` routine, trainer, settings, help, about, power_off.
    # ``done_days`` days since it was last finished, -1 never, -2 unknown (no clock);
    # ``left_today`` sessions left, -1 unknown; ``excluded`` the profile refuses it;
    # ``notice`` "" or a words key notice_* (e.g. built-in routines in use)
    "home": (
        "kind",
        "title",
        "index",
        "count",
        "methods",
        "minutes",
        "done_days",
        "left_today",
        "excluded",
        "notice",
    ),
    # ``lines`` the caution keys or texts shown on this page
    "cautions": ("title", "lines", "page", "pages"),
    # ``lines`` the text of this page, or a words key dose_* with what fills it (why
    # today's dose is what it is); ``hold_s`` today's hold, spot or window length
    "prompt": (
        "title",
        "method",
        "point",
        "area",
        "side",
        "step",
        "steps",
        "hold_s",
        "repetitions",
        "lines",
        "page",
        "pages",
        "is_window",
    ),
    # ``next`` hold, spot, movement or window
    "get_ready": _SPOT + ("remaining_s", "total_s", "next"),
    "hold": _SPOT + ("remaining_s", "total_s", "firm"),
    "rest": _SPOT + ("remaining_s", "total_s"),
    # ``side``: the one to change to (an arm when method is balls: ``arm`` then set)
    "switch_side": _SPOT + ("remaining_s", "total_s", "arm"),
    # ``part`` out, stay, back; ``arm`` left, right or ""; part_ms its length,
    # part_s whole seconds left of the part
    "movement": _SPOT + ("remaining_s", "total_s", "part", "part_s", "part_total_s", "arm"),
    # ``gap_s`` seconds until a spot may start, ``spots`` done so far
    "window": _SPOT + ("remaining_s", "total_s", "spots", "gap_s"),
    "spot": _SPOT + ("remaining_s", "total_s", "window_s"),
    # ``at`` the phase kind that waits; remaining_s what it has left
    "paused": _SPOT + ("at", "remaining_s", "total_s", "can_restart"),
    "silence": (),
    # ``is_deaf`` True while keys are not yet taken
    "too_much": ("is_deaf", "point", "area", "method"),
    # ``ended`` finished, ended_early, stopped, too_much; wait_min until the next
    # session on these points, -1 unknown, 0 now
    # ``notice`` "" or a words key notice_*
    "done": (
        "ended",
        "title",
        "delivered_s",
        "prescribed_s",
        "wait_min",
        "left_today",
        "notice",
    ),
    "power_loss_offer": ("title", "step", "steps", "repetition", "point"),
    # shown while the answer is felt; over the phase that goes on
    "where_am_i": _SPOT + ("remaining_s",),
    # ``value`` the words key of the current value
    "settings": ("setting", "value", "index", "count"),
    # ``stage`` listen, answer or known; ``guess`` the cue offered; result "", right, wrong;
    # ``known`` with that stage: how often each cue (row) was taken for each (column)
    "trainer": ("stage", "guess", "index", "count", "right", "asked", "result", "known"),
    "help": ("page", "pages"),
    "about": ("dev_id", "model", "version", "is_linked", "has_clock"),
    # percent of the upload received
    "receiving": ("percent",),
    # ``sure`` False: press START to confirm; True: shutting down
    "power_off": ("sure",),
    "stuck": ("button",),
    "dark": (),
}


def view(screen: str, values: "dict[str, object]") -> "dict[str, object]":
    """A view dict for ``screen``: ``values``, which are not changed, and its name."""
    made = values.copy()  # not one by one: the table would grow and be filled anew each time
    made["screen"] = screen
    return made


def fault(shown: "dict[str, object]") -> str:
    """What is wrong with the fields of a view, or ""; for tests, devices do not ask."""
    wanted = ("screen",) + FIELDS[str(shown["screen"])]
    if sorted(shown) == sorted(wanted):
        return ""
    return "view {}: has {}, needs {}".format(shown["screen"], sorted(shown), sorted(wanted))
