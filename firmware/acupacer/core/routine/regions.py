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

# methods: those that may press there. picture: of ``screen.whereabouts.PICTURES``, "" for none.
Region = NamedTuple("Region", (("name", str), ("methods", "tuple[str, ...]"), ("picture", str)))

# What may press, by the strongest of it: none comes without the gentler ones.
_METHODS = {
    "": (),
    "hands": ("hands",),
    "balls": ("hands", "balls", "ball"),
    "roller": ("hands", "balls", "ball", "roller"),
    "gun": ("hands", "balls", "ball", "roller", "gun"),
}
# The name of a part, the strongest that may press there, its picture. Nothing but words: so a
# Pico has the table in its flash.
_PARTS = (
    ("head", "hands", "head"),
    ("face", "hands", "face"),
    ("throat", "", ""),
    ("neck", "hands", "neck"),
    ("shoulder", "gun", "shoulders"),
    ("upper_back", "roller", "shoulders"),
    ("spine", "", ""),
    ("lower_back", "gun", "lower_back"),
    ("flank", "hands", "lower_back"),
    ("ribs", "hands", ""),
    ("chest", "hands", ""),
    ("belly", "hands", ""),
    ("buttock", "gun", "hip"),
    ("sacrum", "hands", "hip"),
    ("hip", "roller", "hip"),
    ("groin", "", ""),
    ("thigh_front", "gun", "knee"),
    ("thigh_back", "gun", "leg_back"),
    ("thigh_outer", "gun", "thigh_side"),
    ("thigh_inner", "hands", "knee"),
    ("knee", "hands", "knee"),
    ("knee_back", "hands", "leg_back"),
    ("shin", "hands", "knee"),
    ("calf", "gun", "leg_back"),
    ("ankle", "hands", "foot"),
    ("foot", "hands", "foot_top"),
    ("sole", "roller", "sole"),
    ("upper_arm", "balls", ""),
    ("elbow", "hands", "elbow"),
    ("forearm", "balls", "forearm"),
    ("wrist", "hands", "palm"),
    ("hand", "balls", "hand"),
)
NAMES = tuple([part[0] for part in _PARTS])
# The pictures a place may name, sorted.
PICTURES = tuple(sorted(set([part[2] for part in _PARTS if part[2]] + ["foot_inner"])))


def region(name: str) -> Region:
    """The region called ``name``; another name: one where only hands may press."""
    for part in _PARTS:
        if part[0] == name:
            return Region(name, _METHODS[part[1]], part[2])
    return Region("", _METHODS["hands"], "")


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
    others = [part[0] for part in _PARTS if method in _METHODS[part[1]]]
    text = "never with {} on {}, only with {}; possible with {}: {}"
    return text.format(method, name, " or ".join(methods), method, ", ".join(others))
