"""What `acupacer explain` and the docs say about points, methods and limits: data only.

Every statement carries a source key of ``SOURCES``. The device needs none of this; its
own short wording is in ``acupacer.core.screen.words_en``. Not reviewed by a clinician.
"""

from dataclasses import dataclass

from acupacer.core.routine import safety

from .fact_sources import SOURCES

__all__ = ["FLAG_REASONS", "METHODS", "POINTS", "RULES", "SOURCES", "Statement"]


@dataclass(frozen=True)
class Statement:
    """One sentence and the source key it rests on."""

    text: str
    source: str


@dataclass(frozen=True)
class PointContent:
    """A point for people: how to find it, what it is said to ease, what to mind."""

    place: str
    landmarks: tuple[Statement, ...]
    eases: Statement
    cautions: tuple[Statement, ...]


@dataclass(frozen=True)
class MethodContent:
    """A method for people: how it goes, which numbers it has, what to mind."""

    how: tuple[Statement, ...]
    cautions: tuple[Statement, ...]


@dataclass(frozen=True)
class Rule:
    """A number that a routine or session is held to: one with ``methods``, or every one."""

    what: str
    value: str
    source: str
    methods: tuple[str, ...] = ()


_WAIST = Statement(
    "Put your hands on your hips with the thumbs to the back: they meet it on or near "
    "these points, two to three finger widths from the spine.",
    "article",
)
_NOT_PREGNANT = Statement(
    "Traditionally avoided in pregnancy: ask your midwife or doctor.", "tradition"
)

POINTS = {
    "BL23": PointContent(
        "lower back, at the level of the waist, on both sides of the spine",
        (_WAIST, Statement("About two finger widths from the midline.", "who")),
        Statement("lower-back pain, sciatica, fatigue", "article"),
        (
            Statement("Never on the spine or on the floating ribs.", "anatomy"),
            _NOT_PREGNANT,
        ),
    ),
    "BL52": PointContent(
        "lower back, at the level of the waist, further out than BL23",
        (_WAIST, Statement("About four finger widths from the midline.", "who")),
        Statement("lower-back pain, sciatica, fatigue", "article"),
        (
            Statement(
                "The kidney lies beneath: moderate pressure, never a massage gun.", "anatomy"
            ),
            _NOT_PREGNANT,
        ),
    ),
    "GB30": PointContent(
        "side of the buttock, where the leg joins the hip",
        (
            Statement(
                "Halfway along a line from the centre of the buttock to the outer hip.",
                "article",
            ),
            Statement(
                "One third of the way in from the bony outer hip toward the tailbone.", "who"
            ),
        ),
        Statement("hip and lower-back discomfort, sciatica, hip-joint trouble", "article"),
        (
            Statement(
                "The sciatic nerve lies beneath: stop at an electric, shooting or numb "
                "feeling.",
                "anatomy",
            ),
            Statement("Not over a hip replacement.", "anatomy"),
        ),
    ),
    "LI4": PointContent(
        "back of the hand, between thumb and index finger",
        (
            Statement(
                "Bring thumb and index finger together: the highest place of the bulge.",
                "article",
            ),
        ),
        Statement("back pain, headache", "article"),
        (_NOT_PREGNANT,),
    ),
    "BL60": PointContent(
        "ankle, between the outer ankle bone and the Achilles tendon",
        (
            Statement(
                "Run a finger along the back of the ankle to the outer ankle bone, then "
                "slide slightly behind it, into the hollow.",
                "article",
            ),
        ),
        Statement("lower-back pain, sciatica, hip pain", "article"),
        (_NOT_PREGNANT,),
    ),
    "GB21": PointContent(
        "shoulder, halfway between the neck and the end of the shoulder",
        (
            Statement(
                "A few inches out from the base of the neck, where muscle meets bone.",
                "article",
            ),
        ),
        Statement("stiff, tense shoulders and neck, upper-back pain", "article"),
        (Statement("Press gently.", "tradition"), _NOT_PREGNANT),
    ),
}

METHODS = {
    "hands": MethodContent(
        (
            Statement("Sit or lie comfortably and find the point or the sore spot.", "article"),
            Statement(
                "Press firmly for about 10 s with the index finger, still or in small circles; "
                "with practice up to a minute.",
                "article",
            ),
            Statement("Three to four repetitions, up to five times a day.", "article"),
            Statement("The first hold is pressed gently, the others firmly.", "design"),
        ),
        (Statement("Firm, never painful.", "article"),),
    ),
    "balls": MethodContent(
        (
            Statement(
                "Lie so that one of two balls sits on each side of the spine, arms stretched "
                "out.",
                "article",
            ),
            Statement(
                "Take one arm back toward the head while the other stays straight, stay a "
                "couple of seconds, return; then the other arm.",
                "article",
            ),
            Statement("Five times per arm: 4 s out, 2 s stay, 4 s back.", "design"),
        ),
        (Statement("Beside the spine, never on it.", "anatomy"),),
    ),
    "ball": MethodContent(
        (
            Statement("Lean on the ball at a wall, or lie on it, slowly.", "design"),
            Statement(
                "Still: stay on one place until release. Moving: roll away from it, stay, and "
                "roll back.",
                "design",
            ),
        ),
        (Statement("On muscle, never on bone or a joint.", "anatomy"),),
    ),
    "move": MethodContent(
        (
            Statement("Do the exercise from press to release, then be loose.", "design"),
            Statement("Nothing is pressed: it counts for no place.", "design"),
        ),
        (Statement("Slowly, and only as far as it is easy.", "design"),),
    ),
    "roller": MethodContent(
        (
            Statement("Lie on the roller, slightly below the shoulder blades.", "article"),
            Statement(
                "Knees bent, feet pressed firmly, fingers linked behind the lower head; raise "
                "the hips so that the roller moves toward the shoulders, then lower; 5 times.",
                "article",
            ),
            Statement("A sensitive spot: small circles with pressure for 20 s.", "article"),
            Statement("Spots come after the rolls, in an optional window.", "design"),
        ),
        (Statement("Upper and middle back only, never the neck.", "design"),),
    ),
    "gun": MethodContent(
        (
            Statement("Round or bullet head; lowest speed and intensity first.", "article"),
            Statement(
                "Slow circles on the sore area; 15 to 30 s still on one spot.", "article"
            ),
            Statement("Five to ten minutes in all.", "article"),
            Statement("Only the muscle beside the spine at BL23, or a sore area.", "design"),
        ),
        (
            Statement("Off spine, ribs, flanks and neck.", "anatomy"),
            Statement(
                "It masks vibration: wear the motor on the other wrist or an ankle.", "haptics"
            ),
        ),
    ),
}

# Why a profile flag excludes what it excludes.
FLAG_REASONS = {
    "pregnancy": Statement(
        "These points and tools are traditionally avoided in pregnancy.", "tradition"
    ),
    "hip_replacement": Statement("Nothing presses over an artificial joint.", "anatomy"),
    "anticoagulants": Statement("Tools bruise more easily than fingers.", "design"),
    "osteoporosis": Statement("Tools can load bone more than fingers do.", "design"),
    "reduced_sensation": Statement(
        "Who feels less cannot tell when a tool is too much.", "design"
    ),
    "acute_injury": Statement("A fresh injury is looked at before it is pressed.", "design"),
}


def _range(method: str, name: str) -> str:
    low, high = safety.DOSE_RANGES_S[(method, name)]
    return f"{low} to {high} s"


RULES = (
    Rule("one hold by hand", _range("hands", "hold"), "design", ("hands",)),
    Rule("one hold on a ball", _range("ball", "hold"), "design", ("ball",)),
    Rule("one exercise", _range("move", "hold"), "design", ("move",)),
    Rule("holds per point and side", "3 to 4 in the factory routines", "article", ("hands",)),
    Rule(
        "first hold, longest hold of the factory routines", "10 s, 60 s", "article", ("hands",)
    ),
    Rule(
        "growth of a hold",
        "5 s after 3 finished sessions on different days",
        "design",
        ("hands",),
    ),
    Rule("window with a massage gun", _range("gun", "window"), "design", ("gun",)),
    Rule("one spot with a massage gun", _range("gun", "spot"), "design", ("gun",)),
    Rule(
        "between two spots with a gun", f"at least {safety.GUN_GAP_MIN_S} s", "design", ("gun",)
    ),
    Rule("with the gun, in one routine", f"at most {safety.GUN_MAX_S} s", "article", ("gun",)),
    Rule("window after the roller", _range("roller", "window"), "design", ("roller",)),
    Rule("one spot on the roller", _range("roller", "spot"), "design", ("roller",)),
    Rule(
        "on the balls, in one routine",
        f"at most {safety.BALLS_MAX_S} s",
        "design",
        ("balls", "ball"),
    ),
    Rule(
        "one session, every dose at its longest",
        f"at most {safety.SESSION_MAX_S // 60} min",
        "design",
    ),
    Rule("sessions per day, of a routine and of a point", "at most 5", "article"),
    Rule("between two sessions on the same point", "at least 30 min", "design"),
)
