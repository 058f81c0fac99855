"""Hypothesis strategies: routines documents within every limit, and broken ones.

A strategy is made once, not at each draw: to make one takes far longer than to draw from it.
"""

import json
from functools import cache

from acupacer.core.routine import fields, points, regions, safety
from acupacer.core.routine.places import Place, built_in, unnamed
from acupacer.core.text import alphabet
from hypothesis import strategies as st

LETTERS = fields.PRINTABLE_ASCII + alphabet.OTHERS + "äéñßÆÿęŐț"


OWN = ("thigh", "other-thigh")  # places of one's own


@cache
def texts(low, high):
    made = st.text(LETTERS, min_size=low, max_size=high)
    return made.filter(str.strip) if low else made


@cache
@st.composite
def doses(draw, method, name):
    low, high = safety.DOSE_RANGES_S[(method, name)]
    start_s = draw(st.integers(low, high))
    return {
        "start_s": start_s,
        "max_s": draw(st.integers(start_s, high)),
        "step_s": draw(st.integers(0, 60)),
        "every": draw(st.integers(1, 30)),
    }


@cache
@st.composite
def holds(draw, method):
    low, _ = safety.DOSE_RANGES_S[(method, "hold")]
    lengths = st.integers(low, 20)
    start_s = draw(lengths)
    opened = {"open": True, "start_s": start_s, "max_s": start_s + draw(st.integers(5, 20))}
    grown = draw(doses(method, "hold").filter(lambda hold: hold["max_s"] <= 40))
    return start_s if method == "move" else draw(st.sampled_from([start_s, opened, grown]))


@cache
@st.composite
def movements(draw, has_arms):
    made = {
        "repetitions": draw(st.integers(1, 4)),
        "out_s": draw(st.integers(1, 8)),
        "stay_s": draw(st.integers(1, 8)),
        "back_s": draw(st.integers(4, 8)),
    }
    if has_arms:
        made["arms"] = draw(st.sampled_from([["left"], ["left", "right"], ["right", "left"]]))
    return made


@cache
@st.composite
def windows(draw, method):
    made = draw(doses(method, "window"))
    if method == "roller":
        made["optional"] = True
    low = safety.GUN_GAP_MIN_S if method == "gun" else 0
    if draw(st.booleans()):
        made["gap_s"] = draw(st.integers(low, 120))
    return made


OF_A_PLACE = st.fixed_dictionaries(
    {},
    optional={
        "label": texts(1, 20),
        "find": st.dictionaries(st.sampled_from(["de", "en", "fr"]), texts(1, 40), min_size=1),
        "caution": texts(1, 84),
        "avoid_when": st.lists(st.sampled_from(safety.FLAGS), max_size=2),
        "sides": st.sampled_from([["left", "right"], ["both"]]),
        "source": st.sampled_from(fields.SOURCES),
    },
)
PICTURE = st.fixed_dictionaries(
    {"picture": st.sampled_from(regions.PICTURES), "mark": st.just([20, 20])}
)


@st.composite
def defined(draw):
    """Definitions of all places that steps may use; each field without need left out."""
    made = []
    for name in (*OWN, "GB31"):
        place = {"id": name, "name": "My " + name if name in OWN else "Wind Market"}
        place |= {"region": "thigh_outer"} if name in OWN or draw(st.booleans()) else {}
        place |= draw(OF_A_PLACE)
        made.append(place | (draw(PICTURE) if draw(st.booleans()) else {}))
    return made


@cache
def pressed(method):
    """Where a step of that method may press."""
    codes = [code for code in points.CODES if not built_in(code).objection(method)]
    places = [{"point": st.sampled_from(codes)}] if codes else []
    if not Place("GB31", "Wind Market", "thigh_outer").objection(method):
        places += [{"point": st.just("GB31")}, {"place": st.sampled_from(OWN)}]
    if not unnamed("sore spot").objection(method):
        places.append({"area": st.just("sore spot")})
    return st.one_of(*map(st.fixed_dictionaries, places))


STEP_TEXTS = st.lists(texts(1, 84), max_size=3)
SIDES = st.sampled_from([list(each) for each in fields.field(fields.STEP, "sides").choices])


@cache
@st.composite
def steps(draw):
    """A step dict of any method; each field without need left out now and then."""
    method = draw(st.sampled_from(fields.METHODS))
    made = {"exercise": "chin tuck"} if method == "move" else draw(pressed(method))
    made["method"] = method
    optional = {
        "text": STEP_TEXTS,
        "get_ready_s": st.integers(3, 10),
        "sources": st.just({"text": "article"}),
    }
    still = method == "ball" and draw(st.booleans())
    if method in ("hands", "move") or still:
        made["hold"] = draw(holds(method))
        optional["repetitions"] = st.integers(1, 3)
        optional["sides"] = SIDES
        if draw(st.booleans()):
            made |= {"sides": ["right", "left"], "alternate": True}
            del optional["sides"]
        else:
            optional["rest_s"] = st.integers(2, 10)
    elif method in ("balls", "ball", "roller"):
        made["movement"] = draw(movements(method == "balls"))
    if method == "gun" or (method == "roller" and draw(st.booleans())):
        made["window"] = draw(windows(method))
        made["spot"] = draw(doses(method, "spot"))
    made |= draw(st.fixed_dictionaries({}, optional=optional))
    return made


IDS = st.text("abc-019", min_size=1, max_size=24)
STEPS = st.lists(steps(), min_size=1, max_size=3)
OF_A_ROUTINE = st.fixed_dictionaries(
    {},
    optional={"about": texts(0, 84), "cautions": st.lists(texts(1, 84), max_size=2)},
)


@cache
@st.composite
def routine_lists(draw, max_size=3):
    """Up to ``max_size`` routines, each within every limit of time too."""
    ids = draw(st.lists(IDS, min_size=1, max_size=max_size, unique=True))
    return [
        {
            "id": name,
            "title": draw(texts(1, 40)),
            "steps": draw(STEPS),
            **draw(OF_A_ROUTINE),
        }
        for name in ids
    ]


@st.composite
def documents(draw):
    """The bytes of a sound document, in one of several layouts."""
    whole = {
        "format": fields.FORMAT,
        "version": fields.VERSION,
        "places": draw(defined()),
        "routines": draw(routine_lists()),
    }
    layout = draw(st.sampled_from([{}, {"indent": 1}, {"separators": (",", ":")}]))
    return json.dumps(whole, ensure_ascii=draw(st.booleans()), **layout).encode()


@st.composite
def mangled(draw):
    """A sound document after one to three rough edits of its bytes."""
    data = bytearray(draw(documents()))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 40)))
        piece = draw(
            st.binary(max_size=4)
            | st.sampled_from([b"{", b"}", b"[", b"]", b'"', b"\\", b",", b"null", b"-1"])
            | st.just(bytes(data[at:end]) * 2)
        )
        data[at:end] = piece
    return bytes(data)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)


@st.composite
def altered(draw):
    """A sound document with one value, somewhere in it, replaced, added or removed."""
    drawn = {"format": fields.FORMAT, "version": 2, "places": draw(defined())}
    drawn["routines"] = draw(routine_lists(2))
    whole = json.loads(json.dumps(drawn))  # what is drawn belongs to its strategy
    place = whole
    while True:
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = draw(st.sampled_from(list(keys)))
        inner = place[key]
        if not (isinstance(inner, dict | list) and inner and draw(st.booleans())):
            break
        place = inner
    action = draw(st.sampled_from(["replace", "remove", "add"]))
    if action == "replace":
        place[key] = draw(JUNK)
    elif action == "remove":
        del place[key]
    elif isinstance(place, dict):
        place[draw(st.text(max_size=12))] = draw(JUNK)
    else:
        place.append(draw(JUNK))
    return json.dumps(whole).encode()
