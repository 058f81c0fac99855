"""Parts of the body: what may press there, and which picture shows them.

What is not listed is refused. The table is our own choice (`design`), on the careful side:
a massage gun only on thick muscle away from bone, nerves and organs; a roller or balls where
a body can lie on them; nothing at all on the front of the neck, the spine and the groin.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from ..named_tuples import NamedTuple

_NONE: "tuple[str, ...]" = ()
_BY_HAND = ("hands",)
_BALLS = _BY_HAND + ("balls", "ball")
_ROLLED = _BALLS + ("roller",)
_MUSCLE = _ROLLED + ("gun",)

# methods: those that may press there. picture: of ``screen.whereabouts.PICTURES``, "" for none.
Region = NamedTuple("Region", (("name", str), ("methods", "tuple[str, ...]"), ("picture", str)))
REGIONS = (
    Region("head", _BY_HAND, "head"),
    Region("face", _BY_HAND, "face"),
    Region("throat", _NONE, ""),
    Region("neck", _BY_HAND, "neck"),
    Region("shoulder", _MUSCLE, "shoulders"),
    Region("upper_back", _ROLLED, "shoulders"),
    Region("spine", _NONE, ""),
    Region("lower_back", _MUSCLE, "lower_back"),
    Region("flank", _BY_HAND, "lower_back"),
    Region("ribs", _BY_HAND, ""),
    Region("chest", _BY_HAND, ""),
    Region("belly", _BY_HAND, ""),
    Region("buttock", _MUSCLE, "hip"),
    Region("sacrum", _BY_HAND, "hip"),
    Region("hip", _ROLLED, "hip"),
    Region("groin", _NONE, ""),
    Region("thigh_front", _MUSCLE, "knee"),
    Region("thigh_back", _MUSCLE, "leg_back"),
    Region("thigh_outer", _MUSCLE, "thigh_side"),
    Region("thigh_inner", _BY_HAND, "knee"),
    Region("knee", _BY_HAND, "knee"),
    Region("knee_back", _BY_HAND, "leg_back"),
    Region("shin", _BY_HAND, "knee"),
    Region("calf", _MUSCLE, "leg_back"),
    Region("ankle", _BY_HAND, "foot"),
    Region("foot", _BY_HAND, "foot_top"),
    Region("sole", _ROLLED, "sole"),
    Region("upper_arm", _BALLS, ""),
    Region("elbow", _BY_HAND, "elbow"),
    Region("forearm", _BALLS, "forearm"),
    Region("wrist", _BY_HAND, "palm"),
    Region("hand", _BALLS, "hand"),
)
NAMES = tuple([region.name for region in REGIONS])
# The pictures a place may name, sorted.
PICTURES = tuple(
    sorted(set([region.picture for region in REGIONS if region.picture] + ["foot_inner"]))
)
_UNKNOWN = Region("", _BY_HAND, "")  # of a place that does not say where it is


def region(name: str) -> Region:
    """The region called ``name``; another name: one where only hands may press."""
    for known in REGIONS:
        if known.name == name:
            return known
    return _UNKNOWN


def objection(method: str, name: str) -> str:
    """Why ``method`` may not press in region ``name``, and what is possible; "" if it may."""
    methods = region(name).methods
    if method in methods:
        return ""
    if not name:
        text = "{} needs a region: define a place in places; an area is pressed by hand only"
        return text.format(method)
    if not methods:
        return "nothing may press on " + name
    others = [known.name for known in REGIONS if method in known.methods]
    text = "never with {} on {}, only with {}; possible with {}: {}"
    return text.format(method, name, " or ".join(methods), method, ", ".join(others))
