"""What every field of a routines document means, for people.

Keys are ``table.field`` with the tables of ``acupacer.core.routine.fields``. The JSON Schema
is generated from it; a test fails when a field lacks its text.
"""

FIELD_DOCS = {
    "document.format": "Marks the file as a routines document.",
    "document.version": "Version of this format.",
    "document.places": "Places the routines use besides the built-in points; before the "
    "routines. Points of the catalogue are added here by `acupacer push`.",
    "place.id": "The WHO code of a catalogue point, or a short name of one's own; the history "
    "knows the place by it.",
    "place.name": "What it is called: a text, or texts by language.",
    "place.region": "The part of the body it is on, which decides what may press there. "
    "Without it only hands.",
    "place.label": "The part of the body in words, as the panel shows it.",
    "place.find": "How to find it, as the panel shows it.",
    "place.caution": "What to mind there, to be accepted before the first run. Needed where "
    "the catalogue has one.",
    "place.avoid_when": "Safety answers that exclude it. What is known of a point always "
    "counts; a place of one's own is always excluded by pregnancy.",
    "place.picture": "The panel's picture of the body. Default: the region's.",
    "place.mark": "Where it is in the picture: px from the left and the top, of the left side; "
    "x 5 to 50, y 5 to 42.",
    "place.sides": "Default of a step by hand. Default: left, then right for a point, else "
    "both at once.",
    "place.source": "Where its words come from.",
    "document.routines": "The routines, in the order the device lists them.",
    "routine.id": "Short name in commands and in the history; unique in the file. Keep it "
    "when you edit the routine: the history knows the routine by it.",
    "routine.title": "What the panel calls it.",
    "routine.about": "One or two sentences shown with the routine.",
    "routine.cautions": "What must be accepted before the first run, besides the general "
    "cautions and those of its methods and points, which the device adds itself.",
    "routine.steps": "What is done, one place after the other.",
    "step.method": "What presses: the hands, two balls beside the spine, a ball, a foam roller "
    "or a massage gun; `move`: nothing, it is an exercise.",
    "step.point": "WHO code of a built-in point, or of one that places define; exactly one "
    "of point, place, area and exercise.",
    "step.place": "Id of a place of one's own that places define.",
    "step.area": 'A place in words, such as "sore spot"; counted under them. A known point is '
    "refused here, however it is spelt, and so are tools that need a region.",
    "step.exercise": 'What is done, such as "chin tuck"; it counts for no place.',
    "step.short": "What the header calls a long area or exercise, where it would be cut; not "
    "with point.",
    "step.balls": "How many balls at once; two work on both sides.",
    "step.position": "Whether one leans on the ball at a wall or lies on it.",
    "step.sides": "Sides in the order they are pressed. Default: those of the place by hand or "
    "with one ball, else both at once. Other tools always work on both.",
    "step.alternate": "Whether the sides take turns, a hold each, with switch_side_s between "
    "them instead of rests.",
    "step.text": "Instructions, each at most four lines of the panel; NEXT turns the pages.",
    "step.get_ready_s": "Time from the press of START to the first pressure.",
    "step.rest_s": "Pause between two holds of one side.",
    "step.switch_side_s": "Pause to change to the other side, or arm.",
    "step.repetitions": "Holds per side.",
    "step.hold": "How long one hold lasts, and how it grows; or the seconds of one that always "
    "lasts the same, the only kind with move; or an open one. With ball either hold "
    "or movement.",
    "step.movement": "A counted movement in three parts: out, stay, back.",
    "step.window": "Free time in which NEXT starts a timed spot, and how it grows.",
    "step.spot": "How long one spot in the window lasts, and how it grows.",
    "step.sources": "Where numbers and words come from: a field of this step to a source "
    "key. `acupacer explain` prints it.",
    "dose.start_s": "Length at level 0, the first sessions.",
    "dose.max_s": "Length it never exceeds.",
    "dose.step_s": "What one level adds; 0: it stays as it starts.",
    "dose.every": "Finished sessions, on different days, that make one level.",
    "open.open": "True: who presses ends it, by NEXT held down.",
    "open.start_s": "How long it lasts at least to be done: what it asks for.",
    "open.max_s": "When it ends itself; 5 s above start_s at least.",
    "movement.repetitions": "How often, per arm or side.",
    "movement.out_s": "Going out, begun by the cue out.",
    "movement.stay_s": "Staying there, in silence.",
    "movement.back_s": "Coming back, begun by the cue turn; long enough for the countdown.",
    "movement.arms": "Arms in the order they move. Needed with balls, not with others.",
    "window.start_s": "Length at level 0, the first sessions.",
    "window.max_s": "Length it never exceeds.",
    "window.step_s": "What one level adds; 0: it stays as it starts.",
    "window.every": "Finished sessions, on different days, that make one level.",
    "window.optional": "Whether it may be left out without the session counting as "
    "unfinished. Must be true with roller, false with gun.",
    "window.gap_s": "Least time between two spots. Default: 30 with gun, where that is the "
    "minimum; else 0.",
}
