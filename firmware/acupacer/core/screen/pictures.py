"""Pictures: places in ART. Baked by tools/bake_art.py from firmware/art: edit there."""

# each: first byte, width, rows
FIGURE_BALLS = (7532, 92, 3)
BALLS_0 = (7808, 28, 2)
BALLS_1 = (7864, 28, 2)
BALLS_2 = (7920, 28, 2)
BALLS_3 = (7976, 28, 2)
BALLS_4 = (8032, 28, 2)
FIGURE_ROLLER = (8088, 92, 3)
ROLLER_0 = (8364, 36, 2)
ROLLER_1 = (8436, 36, 2)
ROLLER_2 = (8508, 36, 2)
ROLLER_3 = (8580, 36, 2)
ROLLER_4 = (8652, 36, 2)
KEY_START = (8724, 7, 1)
KEY_NEXT = (8731, 8, 1)
KEY_STOP = (8739, 7, 1)
ICON_HANDS = (8746, 16, 2)
ICON_BALLS = (8778, 16, 2)
ICON_ROLLER = (8810, 16, 2)
ICON_GUN = (8842, 16, 2)
DOT_DONE = (8874, 12, 2)
DOT_NOW = (8898, 12, 2)
DOT_NEXT = (8922, 12, 2)
SMALL_DONE = (8946, 8, 1)
SMALL_NOW = (8954, 8, 1)
SMALL_NEXT = (8962, 8, 1)
SIDE_ARROW = (8970, 8, 2)
SMALL_ARROW = (8986, 8, 1)
BIG_ARROW = (8994, 48, 2)
BIG_PAUSE = (9090, 24, 3)
BIG_CHECK = (9162, 24, 3)
BIG_STOP = (9234, 24, 3)
BIG_WARNING = (9306, 24, 3)
BIG_SETTINGS = (9378, 24, 3)
BIG_HELP = (9450, 24, 3)
BIG_ABOUT = (9522, 24, 3)
BIG_POWER_OFF = (9594, 24, 3)
BIG_TRAINER = (9666, 24, 3)
LOGO = (9738, 40, 5)
MARK = (9938, 9, 2)
MARK_ROUND = (9956, 11, 2)

# From here on they are packed.
PACKED = 9978
# Parts of the body: the picture, and which side it shows
BODY = {
    "lower_back": ((9978, 28, 6), "both"),
    "hip": ((10055, 28, 6), "both"),
    "shoulders": ((10134, 28, 6), "both"),
    "hand": ((10218, 56, 6), "left"),
    "foot": ((10350, 56, 6), "left"),
    "neck": ((10492, 28, 6), "both"),
    "face": ((10579, 28, 6), "both"),
    "head": ((10683, 56, 6), "left"),
    "palm": ((10813, 56, 6), "left"),
    "forearm": ((10959, 56, 6), "left"),
    "elbow": ((11085, 56, 6), "left"),
    "knee": ((11229, 56, 6), "left"),
    "leg_back": ((11357, 56, 6), "left"),
    "thigh_side": ((11488, 56, 6), "left"),
    "foot_top": ((11615, 56, 6), "left"),
    "sole": ((11738, 56, 6), "left"),
}
