"""Three small routines, and the button scripts that lead to every state."""

ROUTINES = b"""{"format":"acupacer-routines","version":1,"routines":[
{"id":"hold","title":"Hold","steps":[
 {"method":"hands","point":"LI4","sides":["left","right"],"text":["Sit."],"repetitions":2,
  "hold":{"start_s":20,"max_s":60,"step_s":5,"every":3}},
 {"method":"hands","point":"GB21","sides":["left"],"repetitions":1,
  "hold":{"start_s":20,"max_s":60,"step_s":5,"every":3}}]},
{"id":"gun","title":"Gun","cautions":["Muscle only."],
 "steps":[{"method":"gun","point":"BL23","sides":["both"],
  "window":{"start_s":300,"max_s":600,"step_s":60,"every":3,"gap_s":30},
  "spot":{"start_s":15,"max_s":30,"step_s":5,"every":3}}]},
{"id":"balls","title":"Balls","steps":[{"method":"balls","point":"BL23","sides":["both"],
  "movement":{"repetitions":5,"out_s":4,"stay_s":2,"back_s":4,"arms":["left","right"]}}]}
]}
"""

STOPPED = "tap STOP\nwait 500\n"
ANSWERED = STOPPED + "tap NEXT\nwait 400\n" * 6
REVIEWED = ANSWERED + "tap START\nwait 400\n"
HOME = REVIEWED + "tap NEXT\nwait 400\n" + "tap START\nwait 2000\n"
CAUTIONS = HOME + "tap NEXT\nwait 100\ntap START\nwait 2000\n"


def opened(before: str, pages: int) -> str:
    """Through the cautions of the routine home is on, to its prompt."""
    return (
        HOME
        + before
        + "tap START\nwait 500\n"
        + "tap NEXT\nwait 100\n" * pages
        + ("tap START\nwait 3000\n")
    )


PROMPT = opened("", 0)
GUN = opened("tap NEXT\nwait 100\n", 1)
BALLS = opened("tap NEXT\nwait 100\n" * 2, 0)
HOLD = PROMPT + "tap START\nwait 7000\n"
EXTRA = HOME + "tap NEXT\nwait 100\n" * 3
STOPPED_HOLD = HOLD + "tap STOP\n"
