"""A view of every screen the device can show, with the facts that change its looks.

The gallery, the golden pictures and the portable corpus draw the same: it imports the
core's views only and runs on MicroPython too. A test names a screen that is missing.
"""

from acupacer.core.routine import safety
from acupacer.core.routine.places import Place, built_in, unnamed
from acupacer.core.screen.countdown_screens import (
    GetReadyView,
    HoldView,
    RestView,
    SpotView,
    SwitchSideView,
)
from acupacer.core.screen.ending_screens import (
    AdviceView,
    DoneView,
    HelpedView,
    PowerLossOfferView,
    SilenceView,
    TooMuchView,
)
from acupacer.core.screen.menu_screens import (
    HELP_PAGES,
    AboutView,
    DarkView,
    HelpView,
    HomeView,
    PowerOffView,
    ReceivingView,
    SettingsView,
    StartingView,
)
from acupacer.core.screen.movement_screen import MovementView
from acupacer.core.screen.pause_screens import PausedView, WhereAmIView
from acupacer.core.screen.prompt_screen import PromptView
from acupacer.core.screen.safety_screens import (
    CautionsView,
    ErrorView,
    QuestionView,
    RedFlagsView,
    RefusedView,
    ReviewView,
    StopCheckView,
    StuckView,
)
from acupacer.core.screen.trainer_screen import TrainerView
from acupacer.core.screen.views import View
from acupacer.core.screen.whereabouts import Whereabouts
from acupacer.core.screen.window_screen import WindowView

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from acupacer.core.screen.painter import Painter

    Gallery = list[tuple[str, View]]


def point(code: str) -> Place:
    """A built-in point."""
    found = built_in(code)
    if found is None:
        raise KeyError(code)
    return found


WHERE = ("method", "place", "side", "repetition", "repetitions", "step", "steps", "short")
KNOT = Place("neck-knot", (("de", "Nackenknoten"), ("en", "neck knot")), "neck")
WIND_POOL = Place(
    "GB20",
    (("de", "Windteich"), ("en", "Wind Pool")),
    label=(("de", "Nacken"), ("en", "neck")),
    find=(("de", "Mulde unter dem Schädel"), ("en", "hollow under the skull")),
    picture="neck",
    mark=(19, 33),
)
HAND = Whereabouts("hands", point("LI4"), "left", 2, 3, 1, 2, "")
GUN = Whereabouts("gun", point("BL23"), "both", 0, 3, 1, 2, "")
BALLS = Whereabouts("balls", point("BL23"), "both", 2, 5, 1, 2, "")
ROLLER = Whereabouts("roller", point("GB21"), "both", 2, 5, 1, 2, "")
SORE_BACK = Whereabouts("hands", unnamed("sore upper back"), "both", 0, 3, 1, 2, "")
SORE_THIGH = Whereabouts("hands", unnamed("sore spot on a thigh"), "both", 1, 3, 1, 2, "")
CHIN = Whereabouts("move", unnamed("chin tuck"), "both", 7, 15, 1, 2, "")
LONG_TITLE = "Schreibtischpause für unterwegs, im Zuge"
LONG_AREA = "trapezius, where it is as hard as a wall"
WALL = Whereabouts("ball", unnamed(LONG_AREA), "left", 1, 2, 1, 2, "")


def changed(view: View, **facts: object) -> "View":
    """A view like ``view`` with other ``facts``, those of its whereabouts among them.

    Raises TypeError for a fact that such a view has not.
    """
    values = dict(view.__dict__)
    if "where" in values:
        before = values["where"]
        where: list[Any] = [facts.pop(name, before[at]) for at, name in enumerate(WHERE)]
        values["where"] = Whereabouts(*where)
    values.update(facts)
    return type(view)(**values)


def shown(painter: "Painter", view: View) -> "Iterator[int]":
    """Show ``view``, then each further page of what it says; yields the page, from 0."""
    part = 0
    painter.show(view)
    yield part
    while painter.has_more():
        part += 1
        painter.show(view.on_page(part))
        yield part


def _at(code: str, side: str, repetition: int = 1, repetitions: int = 3) -> Whereabouts:
    """By hand, on the first of two steps."""
    return Whereabouts("hands", point(code), side, repetition, repetitions, 1, 2, "")


def _power_up() -> "Gallery":
    emergencies, others = safety.RED_FLAG_PAGES
    return [
        ("starting", StartingView()),
        ("stop_check", StopCheckView(doubt=False)),
        ("stop_check_language", StopCheckView(doubt=False, is_language_open=True)),
        ("stop_check_doubt", StopCheckView(doubt=True)),
        ("question", QuestionView("hip_replacement", 2, 6)),
        ("question_clock_unknown", QuestionView("new_day", 1, 1)),
        ("question_too_much_unsaid", QuestionView("too_much", 1, 1)),
        ("review", ReviewView(["osteoporosis"])),
        ("red_flags_emergency", RedFlagsView(emergencies, 0, 2)),
        ("red_flags_last", RedFlagsView(others, 1, 2)),
        ("power_loss_offer", PowerLossOfferView("Full back", 2, 5, 2, "BL60")),
        ("power_loss_offer_long", PowerLossOfferView(LONG_TITLE, 12, 15, 2, "BL60")),
    ]


def _homes() -> "Gallery":
    methods = ("hands", "balls", "roller")
    home = HomeView("routine", 2, 13, "", "Full back", methods, 28, 3, 4)
    gun = changed(home, title="Gun, lower back", methods=("gun",), excluded=True)
    first = HomeView(
        "routine", 1, 13, "notice_builtin", "Roller, upper back", ("roller",), 6, -1, 5
    )
    gallery: Gallery = [
        ("home", home),
        ("home_first_time", first),
        ("home_clock_unknown", changed(home, done_days=-2, left_today=2)),
        ("home_excluded", gun),
        ("home_gap", changed(home, wait_min=12)),
        ("home_done_for_today", changed(home, wait_min=400, left_today=0)),
        ("home_long", changed(home, title=LONG_TITLE, methods=("hands", "ball", "move"))),
    ]
    for index, kind in enumerate(("trainer", "settings", "help", "about", "power_off")):
        gallery.append(("home_" + kind, HomeView(kind, 9 + index, 13, "")))
    return gallery


def _refusals() -> "Gallery":
    title = "Hand point LI4"
    own = "Use a chair that cannot roll away. Rest your elbow if your arm tires."
    excluded = RefusedView("refused_excluded", title, 1, "LI4", "hands", "pregnancy")
    return [
        ("cautions_1", CautionsView("Gun", ["caution_gun"], 0, 2)),
        ("cautions_2", CautionsView("Desk break", ["caution_GB21", own], 0, 1)),
        ("refused_excluded", excluded),
        ("refused_long", RefusedView("refused_gap", LONG_TITLE, place="LI4", wait_min=12)),
        ("refused_gap", RefusedView("refused_gap", title, place="LI4", wait_min=12)),
        ("refused_stuck_stop", RefusedView("refused_stuck_stop", title)),
        ("error", ErrorView("error_store")),
        ("error_capped", ErrorView("error_capped")),
        ("stuck", StuckView("STOP")),
    ]


def _prompts() -> "Gallery":
    title = "Hand point LI4"
    text = "Go from the middle of the buttock to the outer hip. Press halfway."
    why = ["dose_stepped_back", "25", "3"]
    circles = "After the rolls: small circles on a sore spot. NEXT starts its timer."
    gun = Whereabouts("gun", point("BL23"), "both", 0, 0, 1, 2, "")
    hip = _at("GB30", "right")
    sore = PromptView(SORE_BACK, title, 10, [circles], 2, 3, "movement")
    return [
        ("prompt", PromptView(HAND, title, 10, [], 0, 3, "hold")),
        ("prompt_text", PromptView(hip, title, 10, [text], 1, 3, "hold")),
        ("prompt_why", PromptView(HAND, title, 25, why, 1, 3, "hold")),
        ("prompt_window", PromptView(gun, title, 300, [], 0, 3, "window")),
        ("prompt_area", changed(sore, repetitions=5, hold_s=50, lines=[], page=0)),
        ("prompt_own_place", changed(sore, place=KNOT, lines=[], page=0)),
        ("prompt_defined", changed(sore, place=WIND_POOL, side="left", lines=[], page=0)),
        ("prompt_area_text", sore),
        ("prompt_open", PromptView(HAND, title, 20, [], 0, 3, "hold", 90)),
        (
            "prompt_open_why",
            PromptView(HAND, title, 20, ["dose_open", "20", "90"], 1, 3, "hold"),
        ),
        ("prompt_ball", PromptView(WALL, title, 120, ["ball_standing", "1"], 1, 3, "hold")),
        ("prompt_long", PromptView(WALL, title, 120, [], 0, 3, "hold")),
        ("prompt_move", PromptView(CHIN, title, 3, [], 0, 1, "hold")),
    ]


def _ready() -> "Gallery":
    gallery: Gallery = []
    for code, side in (
        ("LI4", "left"),
        ("LI4", "right"),
        ("GB30", "right"),
        ("BL60", "left"),
        ("BL60", "right"),
        ("GB21", "left"),
        ("BL52", "right"),
    ):
        view = GetReadyView(_at(code, side), 5, 5, "hold")
        gallery.append(("get_ready_" + code + "_" + side, view))
    balls = Whereabouts("balls", point("BL23"), "both", 1, 5, 1, 2, "")
    gallery.append(("get_ready_balls", GetReadyView(balls, 5, 5, "movement")))
    gallery.append(("get_ready_area", GetReadyView(SORE_BACK, 3, 5, "hold")))
    own = changed(gallery[-1][1], place=KNOT)
    gallery.append(("get_ready_own_place", own))
    gallery.append(("get_ready_defined", changed(own, place=WIND_POOL, side="right")))
    return gallery


def _pressing() -> "Gallery":
    hip = _at("GB30", "right", 7, 10)
    short = Whereabouts("ball", unnamed(LONG_AREA), "right", 1, 2, 1, 2, "trapezius")
    balls = Whereabouts("balls", point("BL23"), "both", 1, 5, 1, 2, "")
    gallery: Gallery = [
        ("hold", HoldView(HAND, 27, 30, firm=True)),
        ("hold_long", HoldView(hip, 118, 120, firm=True)),
        ("hold_area", HoldView(SORE_THIGH, 8, 10, firm=False)),
        ("hold_open", HoldView(HAND, 78, 90, firm=True, open="press")),
        ("hold_enough", HoldView(HAND, 117, 180, firm=True, open="enough")),
        ("hold_long_area", HoldView(WALL, 27, 30, firm=False)),
        ("hold_short_name", HoldView(short, 27, 30, firm=False)),
        ("hold_move", HoldView(CHIN, 3, 3, firm=True)),
        ("rest_move", RestView(CHIN, 2, 2)),
        ("rest", RestView(HAND, 9, 10)),
        ("rest_last", RestView(_at("GB30", "right", 10, 10), 9, 10)),
        ("switch_side", SwitchSideView(_at("LI4", "right"), 10, 10, arm="")),
        ("switch_side_arm", SwitchSideView(balls, 10, 10, arm="right")),
    ]
    for where, arm in ((BALLS, "left"), (ROLLER, ""), (WALL, "")):
        for part in ("out", "stay", "back"):
            view = MovementView(where, 33, 50, part, 2, 2 if part == "stay" else 4, arm)
            gallery.append(("movement_" + where.method + "_" + part, view))
    return gallery + [
        ("window", WindowView(GUN, 272, 300, spots=0, gap_s=0)),
        ("window_gap", WindowView(GUN, 600, 600, spots=3, gap_s=24)),
        ("spot", SpotView(GUN, 12, 15, window_s=200)),
    ]


def _standing() -> "Gallery":
    return [
        ("paused", PausedView(HAND, 12, 30, "hold", can_restart=True)),
        ("paused_window", PausedView(GUN, 200, 300, "window", can_restart=False)),
        ("where_am_i", WhereAmIView(HAND, 14)),
        ("where_am_i_window", WhereAmIView(GUN, 214)),
        ("where_am_i_many", WhereAmIView(CHIN, 2)),
    ]


def _endings() -> "Gallery":
    title = "Full back"
    professional = "notice_professional"
    return [
        ("silence", SilenceView()),
        ("too_much_deaf", TooMuchView(True, point("LI4"), "hands")),
        ("too_much", TooMuchView(False, unnamed("sore spot on a thigh"), "hands")),
        ("too_much_long", TooMuchView(False, unnamed(LONG_AREA), "ball")),
        ("done_long", DoneView("ended_early", LONG_TITLE, 580, 600, 30, 4, "")),
        ("done", DoneView("finished", title, 580, 600, 30, 4, "")),
        ("done_early", DoneView("ended_early", title, 580, 600, 0, 3, "")),
        ("done_stopped", DoneView("stopped", title, 580, 600, -1, -1, "")),
        ("done_too_much", DoneView("too_much", title, 580, 600, -1, 0, "")),
        ("done_twice", DoneView("too_much", title, 580, 600, -1, 0, professional)),
        ("helped_deaf", HelpedView(True)),
        ("helped", HelpedView(False)),
        ("advice", AdviceView()),
    ]


def _menu() -> "Gallery":
    known = [[6 if row == column else 0 for column in range(10)] for row in range(10)]
    known[1][2], known[1][1], known[4][6], known[9] = 3, 2, 1, [0] * 10
    gallery: Gallery = [
        ("settings", SettingsView("strength", "value_high", 3, 10)),
        ("settings_language", SettingsView("language", "value_de", 7, 10)),
        ("trainer_lesson", TrainerView("lesson", "release", 2, 11, 0, 0, "", "", [])),
        ("trainer", TrainerView("listen", "switch_side", 4, 12, 2, 3, "", "", [])),
        (
            "trainer_right",
            TrainerView("answer", "release", 2, 12, 2, 3, "right", "release", []),
        ),
        ("trainer_wrong", TrainerView("answer", "release", 2, 12, 2, 3, "wrong", "turn", [])),
        ("trainer_known", TrainerView("known", "", 12, 12, 2, 3, "", "", known)),
    ]
    for page in range(HELP_PAGES):
        gallery.append(("help_" + str(page + 1), HelpView(page, HELP_PAGES)))
    about = AboutView("acupacer-3f9a21c4", "Raspberry Pi", "0.1.0", True, False)
    return gallery + [
        ("about", about),
        ("receiving", ReceivingView(43)),
        ("power_off", PowerOffView(sure=False)),
        ("power_off_sure", PowerOffView(sure=True)),
        ("dark", DarkView()),
    ]


# (name, view), in the order a user may meet them; names are unique file names.
VIEWS = (
    _power_up()
    + _homes()
    + _refusals()
    + _prompts()
    + _ready()
    + _pressing()
    + _standing()
    + _endings()
    + _menu()
)
