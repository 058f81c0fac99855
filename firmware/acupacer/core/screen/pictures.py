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
ICON_BALL = (5476, 16, 2)
ICON_ROLLER = (5508, 16, 2)
ICON_MOVE = (5540, 16, 2)
ICON_GUN = (5572, 16, 2)
DOT_DONE = (5604, 12, 2)
DOT_NOW = (5628, 12, 2)
DOT_NEXT = (5652, 12, 2)
SMALL_DONE = (5676, 8, 1)
SMALL_NOW = (5684, 8, 1)
SMALL_NEXT = (5692, 8, 1)
SIDE_ARROW = (5700, 8, 2)
SMALL_ARROW = (5716, 8, 1)
BIG_ARROW = (5724, 48, 2)
BIG_PAUSE = (5820, 24, 3)
BIG_CHECK = (5892, 24, 3)
BIG_STOP = (5964, 24, 3)
BIG_WARNING = (6036, 24, 3)
BIG_SETTINGS = (6108, 24, 3)
BIG_HELP = (6180, 24, 3)
BIG_ABOUT = (6252, 24, 3)
BIG_POWER_OFF = (6324, 24, 3)
BIG_TRAINER = (6396, 24, 3)
LOGO = (6468, 40, 5)
MARK = (6668, 9, 2)
MARK_ROUND = (6686, 11, 2)

# From here on they are packed.
PACKED = 6708
# Parts of the body: the picture, and which side it shows
BODY = {
    "lower_back": ((6708, 28, 6), "both"),
    "hip": ((6785, 28, 6), "both"),
    "shoulders": ((6864, 28, 6), "both"),
    "hand": ((6948, 56, 6), "left"),
    "foot": ((7080, 56, 6), "left"),
    "neck": ((7222, 28, 6), "both"),
    "face": ((7309, 28, 6), "both"),
    "head": ((7413, 56, 6), "left"),
    "palm": ((7543, 56, 6), "left"),
    "forearm": ((7689, 56, 6), "left"),
    "elbow": ((7815, 56, 6), "left"),
    "knee": ((7959, 56, 6), "left"),
    "leg_back": ((8087, 56, 6), "left"),
    "thigh_side": ((8218, 56, 6), "left"),
    "foot_top": ((8345, 56, 6), "left"),
    "sole": ((8468, 56, 6), "left"),
}
