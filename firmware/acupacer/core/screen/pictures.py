"""Pictures: places in ART. Baked by tools/bake_art.py from firmware/art: edit there."""

# each: first byte, width, rows
FIGURE_BALLS = (4198, 92, 3)
BALLS_0 = (4474, 28, 2)
BALLS_1 = (4530, 28, 2)
BALLS_2 = (4586, 28, 2)
BALLS_3 = (4642, 28, 2)
BALLS_4 = (4698, 28, 2)
FIGURE_ROLLER = (4754, 92, 3)
ROLLER_0 = (5030, 36, 2)
ROLLER_1 = (5102, 36, 2)
ROLLER_2 = (5174, 36, 2)
ROLLER_3 = (5246, 36, 2)
ROLLER_4 = (5318, 36, 2)
KEY_START = (5390, 7, 1)
KEY_NEXT = (5397, 8, 1)
KEY_STOP = (5405, 7, 1)
ICON_HANDS = (5412, 16, 2)
ICON_BALLS = (5444, 16, 2)
ICON_ROLLER = (5476, 16, 2)
ICON_GUN = (5508, 16, 2)
DOT_DONE = (5540, 12, 2)
DOT_NOW = (5564, 12, 2)
DOT_NEXT = (5588, 12, 2)
SMALL_DONE = (5612, 8, 1)
SMALL_NOW = (5620, 8, 1)
SMALL_NEXT = (5628, 8, 1)
SIDE_ARROW = (5636, 8, 2)
SMALL_ARROW = (5652, 8, 1)
BIG_ARROW = (5660, 48, 2)
BIG_PAUSE = (5756, 24, 3)
BIG_CHECK = (5828, 24, 3)
BIG_STOP = (5900, 24, 3)
BIG_WARNING = (5972, 24, 3)
BIG_SETTINGS = (6044, 24, 3)
BIG_HELP = (6116, 24, 3)
BIG_ABOUT = (6188, 24, 3)
BIG_POWER_OFF = (6260, 24, 3)
BIG_TRAINER = (6332, 24, 3)
LOGO = (6404, 40, 5)
MARK = (6604, 9, 2)
MARK_ROUND = (6622, 11, 2)

# From here on they are packed.
PACKED = 6644
# Parts of the body: the picture, and which side it shows
BODY = {
    "lower_back": ((6644, 28, 6), "both"),
    "hip": ((6721, 28, 6), "both"),
    "shoulders": ((6800, 28, 6), "both"),
    "hand": ((6884, 56, 6), "left"),
    "foot": ((7016, 56, 6), "left"),
    "neck": ((7158, 28, 6), "both"),
    "face": ((7245, 28, 6), "both"),
    "head": ((7349, 56, 6), "left"),
    "palm": ((7479, 56, 6), "left"),
    "forearm": ((7625, 56, 6), "left"),
    "elbow": ((7751, 56, 6), "left"),
    "knee": ((7895, 56, 6), "left"),
    "leg_back": ((8023, 56, 6), "left"),
    "thigh_side": ((8154, 56, 6), "left"),
    "foot_top": ((8281, 56, 6), "left"),
    "sole": ((8404, 56, 6), "left"),
}
