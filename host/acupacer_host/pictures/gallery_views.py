"""A view of every screen the device can show, with the facts that change its looks.

Plain data, so that the gallery, the golden pictures and the portable corpus draw the
same: it imports nothing and runs on MicroPython too.
"""

_SPOT = (
    ("method", "hands"),
    ("point", "LI4"),
    ("area", ""),
    ("side", "left"),
    ("repetition", 2),
    ("repetitions", 3),
    ("step", 1),
    ("steps", 2),
)
_GUN = (("method", "gun"), ("point", "BL23"), ("side", "both"), ("repetition", 0))
_BALLS = (("method", "balls"), ("point", "BL23"), ("side", "both"), ("repetitions", 5))
_ROLLER = (("method", "roller"), ("point", "GB21"), ("side", "both"), ("repetitions", 5))
_SORE = (("method", "roller"), ("point", ""), ("area", "upper back"), ("side", "both"))
_LONG_AREA = (("point", ""), ("area", "sore spot on a thigh"), ("side", "both"))

_PROMPT = (
    ("title", "Hand point LI4"),
    ("method", "hands"),
    ("point", "LI4"),
    ("area", ""),
    ("side", "left"),
    ("step", 1),
    ("steps", 2),
    ("hold_s", 10),
    ("repetitions", 3),
    ("lines", ()),
    ("page", 0),
    ("pages", 3),
    ("is_window", False),
)
_REFUSED = (
    ("title", "Hand point LI4"),
    ("step", 0),
    ("point", ""),
    ("method", ""),
    ("flag", ""),
    ("wait_min", 0),
)
_HOME = (
    ("kind", "routine"),
    ("title", "Full back"),
    ("index", 2),
    ("count", 13),
    ("methods", ("hands", "balls", "roller")),
    ("minutes", 28),
    ("done_days", 3),
    ("left_today", 4),
    ("excluded", False),
    ("notice", ""),
)
_MENU = (("title", ""), ("methods", ()), ("minutes", 0), ("done_days", -1), ("left_today", -1))


def _made(
    screen: str, *parts: "tuple[tuple[str, object], ...]", **more: object
) -> "dict[str, object]":
    """A view from pairs, later ones winning; tuples become lists as the engine has them."""
    view: dict[str, object] = {"screen": screen}
    for part in parts:
        view.update(dict(part))
    view.update(more)
    for name in view:
        if isinstance(view[name], tuple):
            view[name] = list(view[name])  # type: ignore[call-overload]
    return view


def _timed(
    screen: str, left_s: int, total_s: int, *parts: object, **more: object
) -> "dict[str, object]":
    return _made(screen, _SPOT, *parts, remaining_s=left_s, total_s=total_s, **more)  # type: ignore[arg-type]


def _power_up() -> "list[tuple[str, dict[str, object]]]":
    return [
        ("starting", _made("starting")),
        ("stop_check", _made("stop_check", doubt=False)),
        ("stop_check_doubt", _made("stop_check", doubt=True)),
        ("question", _made("question", question="hip_replacement", index=2, count=6)),
        ("question_clock_unknown", _made("question", question="new_day", index=1, count=1)),
        ("red_flags_emergency", _made("red_flags", page=0, pages=3)),
        ("red_flags_doctor", _made("red_flags", page=1, pages=3)),
        ("red_flags_last", _made("red_flags", page=2, pages=3)),
        (
            "power_loss_offer",
            _made(
                "power_loss_offer",
                title="Full back",
                step=2,
                steps=5,
                repetition=2,
                point="BL60",
            ),
        ),
    ]


def _around() -> "list[tuple[str, dict[str, object]]]":
    excluded = {"step": 1, "point": "LI4", "method": "hands", "flag": "pregnancy"}
    found = [
        ("home", _made("home", _HOME)),
        (
            "home_first_time",
            _made(
                "home",
                _HOME,
                title="Roller, upper back",
                index=1,
                methods=("roller",),
                minutes=6,
                done_days=-1,
                left_today=5,
                notice="notice_builtin",
            ),
        ),
        ("home_clock_unknown", _made("home", _HOME, done_days=-2, left_today=2)),
        (
            "home_excluded",
            _made("home", _HOME, title="Gun, lower back", methods=("gun",), excluded=True),
        ),
    ]
    for index, kind in enumerate(("trainer", "settings", "help", "about", "power_off")):
        found.append(("home_" + kind, _made("home", _HOME, _MENU, kind=kind, index=9 + index)))
    cautions = ("caution_not_advice", "caution_GB30")
    for page, line in enumerate(cautions):
        made = _made("cautions", title="Hip point GB30", lines=(line,), page=page, pages=2)
        found.append(("cautions_" + str(page + 1), made))
    return found + [
        (
            "refused_excluded",
            _made("refused", _REFUSED, reason="refused_excluded", **excluded),
        ),
        (
            "refused_gap",
            _made("refused", _REFUSED, reason="refused_gap", point="LI4", wait_min=12),
        ),
        ("refused_stuck_stop", _made("refused", _REFUSED, reason="refused_stuck_stop")),
        ("error", _made("error", error="error_store")),
        ("error_capped", _made("error", error="error_capped")),
        ("stuck", _made("stuck", button="STOP")),
    ]


def _prompts() -> "list[tuple[str, dict[str, object]]]":
    text = "Go from the middle of the buttock to the outer hip. Press halfway."
    roller = "After the rolls: small circles on a sore spot. NEXT starts its timer."
    return [
        ("prompt", _made("prompt", _PROMPT)),
        (
            "prompt_text",
            _made("prompt", _PROMPT, point="GB30", side="right", lines=(text,), page=1),
        ),
        (
            "prompt_why",
            _made("prompt", _PROMPT, lines=("dose_stepped_back", "25", "3"), hold_s=25, page=1),
        ),
        (
            "prompt_window",
            _made("prompt", _PROMPT, _GUN[:3], hold_s=300, repetitions=0, is_window=True),
        ),
        ("prompt_area", _made("prompt", _PROMPT, _SORE, hold_s=50, repetitions=5)),
        ("prompt_area_text", _made("prompt", _PROMPT, _SORE, lines=(roller,), page=2)),
    ]


def _ready() -> "list[tuple[str, dict[str, object]]]":
    found = []
    for point, side in (
        ("LI4", "left"),
        ("LI4", "right"),
        ("GB30", "right"),
        ("BL60", "left"),
        ("BL60", "right"),
        ("GB21", "left"),
        ("BL52", "right"),
    ):
        made = _timed("get_ready", 5, 5, point=point, side=side, repetition=1, next="hold")
        found.append(("get_ready_" + point + "_" + side, made))
    balls = _timed("get_ready", 5, 5, _BALLS, repetition=1, next="movement")
    area = _timed("get_ready", 3, 5, _SORE, repetition=0, next="movement")
    return found + [("get_ready_balls", balls), ("get_ready_area", area)]


def _pressing() -> "list[tuple[str, dict[str, object]]]":
    found = [
        ("hold", _timed("hold", 27, 30, firm=True)),
        (
            "hold_long",
            _timed(
                "hold",
                118,
                120,
                point="GB30",
                side="right",
                repetitions=10,
                repetition=7,
                firm=True,
            ),
        ),
        ("hold_area", _timed("hold", 8, 10, _LONG_AREA, repetition=1, firm=False)),
        ("rest", _timed("rest", 9, 10)),
        ("switch_side", _timed("switch_side", 10, 10, side="right", repetition=1, arm="")),
        (
            "switch_side_arm",
            _timed("switch_side", 10, 10, _BALLS, repetition=1, arm="right"),
        ),
    ]
    for method, arm in (("balls", "left"), ("roller", "")):
        for part in ("out", "stay", "back"):
            total_s = 2 if part == "stay" else 4
            made = _timed(
                "movement",
                33,
                50,
                _BALLS if method == "balls" else _ROLLER,
                part=part,
                part_s=2,
                part_total_s=total_s,
                arm=arm,
            )
            found.append(("movement_" + method + "_" + part, made))
    return found + [
        ("window", _timed("window", 272, 300, _GUN, spots=0, gap_s=0)),
        ("window_gap", _timed("window", 600, 600, _GUN, spots=3, gap_s=24)),
        ("spot", _timed("spot", 12, 15, _GUN, window_s=200)),
    ]


def _standing() -> "list[tuple[str, dict[str, object]]]":
    done = {"title": "Full back", "delivered_s": 580, "prescribed_s": 600, "notice": ""}
    twice = dict(done, notice="notice_professional")
    return [
        ("paused", _timed("paused", 12, 30, at="hold", can_restart=True)),
        ("paused_window", _timed("paused", 200, 300, _GUN, at="window", can_restart=False)),
        ("where_am_i", _made("where_am_i", _SPOT, remaining_s=14)),
        ("where_am_i_window", _made("where_am_i", _SPOT, _GUN, remaining_s=214)),
        ("silence", _made("silence")),
        (
            "too_much_deaf",
            _made("too_much", is_deaf=True, point="LI4", area="", method="hands"),
        ),
        (
            "too_much",
            _made(
                "too_much", is_deaf=False, point="", area="sore spot on a thigh", method="hands"
            ),
        ),
        ("done", _made("done", ended="finished", wait_min=30, left_today=4, **done)),
        ("done_early", _made("done", ended="ended_early", wait_min=0, left_today=3, **done)),
        ("done_stopped", _made("done", ended="stopped", wait_min=-1, left_today=-1, **done)),
        ("done_too_much", _made("done", ended="too_much", wait_min=-1, left_today=0, **done)),
        ("done_twice", _made("done", ended="too_much", wait_min=-1, left_today=0, **twice)),
    ]


def _menu() -> "list[tuple[str, dict[str, object]]]":
    found = [
        (
            "settings",
            _made("settings", setting="strength", value="value_high", index=3, count=10),
        ),
        (
            "settings_language",
            _made("settings", setting="language", value="value_de", index=7, count=10),
        ),
    ]
    for name, guess, result in (
        ("trainer", "switch_side", ""),
        ("trainer_right", "release", "right"),
        ("trainer_wrong", "session_done", "wrong"),
    ):
        stage = "answer" if result else "listen"
        made = _made("trainer", stage=stage, guess=guess, result=result, index=4, count=11)
        made.update({"right": 2, "asked": 3, "known": []})
        found.append((name, made))
    known = [[6 if row == column else 0 for column in range(10)] for row in range(10)]
    known[1][2], known[1][1], known[4][6], known[9] = 3, 2, 1, [0] * 10
    made = _made("trainer", stage="known", guess="", result="", index=11, count=11)
    made.update({"right": 2, "asked": 3, "known": known})
    found.append(("trainer_known", made))
    for page in range(6):
        found.append(("help_" + str(page + 1), _made("help", page=page, pages=6)))
    about = {"dev_id": "acupacer-3f9a21c4", "model": "Raspberry Pi", "version": "0.1.0"}
    return found + [
        ("about", _made("about", is_linked=True, has_clock=False, **about)),
        ("receiving", _made("receiving", percent=43)),
        ("power_off", _made("power_off", sure=False)),
        ("power_off_sure", _made("power_off", sure=True)),
        ("dark", _made("dark")),
    ]


# (name, view), in the order a user may meet them; names are unique file names.
VIEWS = _power_up() + _around() + _prompts() + _ready() + _pressing() + _standing() + _menu()
