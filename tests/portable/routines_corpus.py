"""Hostile and sound routines documents, and what the core says about each.

Run under either interpreter: ``python routines_corpus.py FIRMWARE_DIR``. One JSON line
per document: [name, faults, entries]. Every document is also fed in small chunks, which
must not change a word. To renew the golden file after a deliberate change:
``python tests/portable/routines_corpus.py firmware > tests/golden/routines.jsonl``
"""

import json
import sys

sys.path.insert(0, sys.argv[1])

from acupacer.core import routines

HOLD = b'{"start_s":10,"max_s":60,"step_s":5,"every":3}'
SPOT = b'{"start_s":15,"max_s":30,"step_s":5,"every":3}'
GUN_WINDOW = b'{"start_s":300,"max_s":600,"step_s":60,"every":3}'
ROLLER_WINDOW = b'{"start_s":60,"max_s":180,"step_s":30,"every":3,"optional":true}'
ROLLS = b'{"repetitions":5,"out_s":4,"stay_s":2,"back_s":4}'
ARMS = ROLLS[:-1] + b',"arms":["left","right"]}'

HANDS = b'{"method":"hands","point":"LI4","text":["Press."],"hold":' + HOLD + b"}"
BALLS = b'{"method":"balls","point":"BL23","movement":' + ARMS + b"}"
ROLLER = b'{"method":"roller","point":"GB21","movement":' + ROLLS + b"}"
SPOTS = b'{"method":"roller","area":"back","movement":%s,"window":%s,"spot":%s}' % (
    ROLLS,
    ROLLER_WINDOW,
    SPOT,
)
GUN = b'{"method":"gun","point":"BL23","window":%s,"spot":%s}' % (GUN_WINDOW, SPOT)

CASES = []


def routine(steps, name=b"one"):
    return b'{"id":"%s","title":"Title","steps":[%s]}' % (name, b",".join(steps))


def document(*texts):
    return b'{"format":"acupacer-routines","version":1,"routines":[%s]}' % b",".join(texts)


def case(name, data):
    CASES.append((name, data))


def step_case(name, step, old=b"", new=b""):
    """A document of one step, with ``old`` in it replaced by ``new``."""
    if old not in step:
        raise ValueError(name)
    case(name, document(routine([step.replace(old, new, 1)])))


def title_case(name, title):
    """A document whose title is the JSON string text ``title`` (raw bytes, no quotes)."""
    case(name, BASE.replace(b'"Title"', b'"' + title + b'"'))


def top_case(name, old, new):
    if old not in BASE:
        raise ValueError(name)
    case(name, BASE.replace(old, new, 1))


BASE = document(routine([HANDS]))


def sound():
    case("sound: every method", document(routine([HANDS, BALLS, ROLLER, SPOTS, GUN])))
    case("sound: blanks everywhere", b" \r\n\t" + BASE.replace(b",", b" ,\n\t ") + b"\n\n")
    case("sound: two routines", document(routine([HANDS]), routine([BALLS], b"two")))
    case("sound: key by escape", BASE.replace(b'"routines"', b'"\\u0072outines"'))
    full = [routine([HANDS], b"r%d" % number) for number in range(64)]
    case("sound: 64 routines", document(*full))
    case("65 routines", document(*(full + [routine([HANDS], b"r64")])))
    small = HANDS.replace(b'"text":["Press."],', b'"sides":["both"],"repetitions":1,')
    case("sound: 64 steps", document(routine([small.replace(b"60", b"20")] * 64)))
    case("65 steps", document(routine([small.replace(b"60", b"20")] * 65)))
    pad = 8192 - len(routine([HANDS]))
    case("sound: routine of 8192 bytes", document(routine([b" " * pad + HANDS])))
    case("routine of 8193 bytes", document(routine([b" " * (pad + 1) + HANDS])))
    long = routine([b" " * pad + HANDS])
    case("long and faulty", document(long.replace(b"}]}", b" }]}"), routine([GUN, b"1"])))
    fill = 65536 - len(BASE)
    big = [routine([b" " * pad + HANDS], b"r%d" % number) for number in range(7)]
    case("sound: 57 KB", document(*big))
    case("document of 65537 bytes", b" " * (fill + 1) + BASE)
    case("seven routines, then too large", document(*(big + [long, long])))
    case("2049 bytes outside", BASE.replace(b"[{", b" " * 2049 + b"[{", 1))


def structure():
    for name, data in (
        ("empty", b""),
        ("blanks", b" \n\t "),
        ("null", b"null"),
        ("number", b"12"),
        ("string", b'"routines"'),
        ("list", b"[" + BASE + b"]"),
        ("words", b"please press here"),
        ("NULs", b"\0\0\0\0"),
        ("escape outside", b"\\" * 50),
        ("one quote", b'"'),
        ("open quote at the end", BASE[:-1] + b',"'),
        ("opening only", b"{[" * 3),
        ("200 deep", b'{"a":' * 200),
        ("10000 deep", b"{" + b"[" * 10000),
        ("9 deep in a routine", document(routine([b"[[[[[]]]]]"]))),
        ("8 deep in a routine", document(routine([b"[[[[]]]]"]))),
        ("closing", b"}"),
        ("closing too often", BASE + b"}"),
        ("wrong closing", BASE[:-2] + b"}]"),
        ("wrong closing in a routine", BASE.replace(b'."]', b'."}')),
        ("second object", BASE + BASE),
        ("text after", BASE + b" x"),
        ("number after", BASE + b" 1"),
        ("string after", BASE + b' "more"'),
        ("NUL after", BASE + b"\0"),
        ("text before", b"x" + BASE),
        ("byte order mark", b"\xef\xbb\xbf" + BASE),
        ("byte order mark, faults", b"\xef\xbb\xbf" + BASE.replace(b":1,", b":2,")),
        ("byte order mark alone", b"\xef\xbb\xbf"),
        ("UTF-16", bytes([each for byte in BASE for each in (byte, 0)])),
        ("UTF-16 with mark", b"\xff\xfe" + bytes([e for b in BASE for e in (b, 0)])),
        ("UTF-16 big", b"\xfe\xff" + bytes([e for b in BASE for e in (0, b)])),
        ("binary", bytes([(number * 167 + 13) % 256 for number in range(2000)])),
        ("base64 line", b"\x06\x09ABsAAwIAEgAAAAAEAA=="),
    ):
        case("structure: " + name, data)
    for at in list(range(0, len(BASE), 7)) + [len(BASE) - 2, len(BASE) - 1]:
        case(f"cut at {at}", BASE[:at])


def top():
    top_case("top: no format", b'"format":"acupacer-routines",', b"")
    top_case("top: other format", b'"acupacer-routines"', b'"acupacer-history"')
    top_case("top: format null", b'"acupacer-routines"', b"null")
    top_case("top: no version", b'"version":1,', b"")
    for version in (b"2", b"0", b'"1"', b"true", b"1.0", b"1e0", b"null", b"[1]", b"-1"):
        top_case("top: version " + version.decode(), b'"version":1', b'"version":' + version)
    top_case("top: near key", b'"version"', b'"verson"')
    top_case("top: far key", b'"version":1', b'"version":1,"author":"me"')
    top_case("top: many keys", b'"version":1', b'"version":1,"a":1,"c":2,"b":[{}],"d":{}')
    case("top: no routines", b'{"format":"acupacer-routines","version":1}')
    case("top: empty object", b"{}")
    case("top: routines empty", document())
    for value in (b"null", b"{}", b'"[]"', b"5", b'{"a":[{}]}'):
        whole = b'{"format":"acupacer-routines","version":1,"routines":%s}' % value
        case("top: routines " + value.decode(), whole)
    for value in (b"null", b"1", b"0", b'"one"', b"[]", b"[[{}]]", b"true"):
        name = value.decode()
        case("top: entry " + name, document(value))
        case("top: routine, entry " + name, document(routine([HANDS]), value))
        case("top: entry, routine " + name, document(value, routine([HANDS])))
    twice = document(routine([HANDS]))[:-1] + b',"routines":[%s]}'
    case("top: routines twice", twice % routine([HANDS], b"two"))
    case("top: routines twice, empty", twice % b"")
    case("top: routines elsewhere", BASE.replace(b'"routines"', b'"data"'))


def routine_fields():
    one = routine([HANDS])
    case("routine: empty", document(b"{}"))
    case("routine: not JSON", document(b'{"id":tru}', routine([HANDS])))
    case("routine: not JSON, second", document(routine([HANDS]), b'{"id":"x","title":tru}'))
    case("routine: bare words", document(b"{id:one}"))
    for name, old, new in (
        ("no id", b'"id":"one",', b""),
        ("no title", b'"title":"Title",', b""),
        ("no steps", one[one.find(b',"steps"') : -1], b""),
        ("id null", b'"one"', b"null"),
        ("id number", b'"one"', b"1"),
        ("id empty", b'"one"', b'""'),
        ("id capital", b'"one"', b'"One"'),
        ("id blank", b'"one"', b'"o ne"'),
        ("id slash", b'"one"', b'"../one"'),
        ("id accent", b'"one"', b'"\xc3\xa9"'),
        ("id of 24", b'"one"', b'"' + b"a" * 24 + b'"'),
        ("id of 25", b'"one"', b'"' + b"a" * 25 + b'"'),
        ("title of 20", b'"Title"', b'"' + b"T" * 20 + b'"'),
        ("title of 21", b'"Title"', b'"' + b"T" * 21 + b'"'),
        ("title of 5000", b'"Title"', b'"' + b"T" * 5000 + b'"'),
        ("title of 9000", b'"Title"', b'"' + b"T" * 9000 + b'"'),
        ("title blank", b'"Title"', b'"   "'),
        ("title list", b'"Title"', b'["Title"]'),
        ("title true", b'"Title"', b"true"),
        ("about of 84", b'"id"', b'"about":"' + b"a" * 84 + b'","id"'),
        ("about of 85", b'"id"', b'"about":"' + b"a" * 85 + b'","id"'),
        ("about empty", b'"id"', b'"about":"","id"'),
        ("about number", b'"id"', b'"about":7,"id"'),
        ("cautions", b'"id"', b'"cautions":["Take care."],"id"'),
        ("cautions text", b'"id"', b'"cautions":"Take care.","id"'),
        ("8 cautions", b'"id"', b'"cautions":[' + b'"a",' * 7 + b'"a"],"id"'),
        ("9 cautions", b'"id"', b'"cautions":[' + b'"a",' * 8 + b'"a"],"id"'),
        ("caution empty", b'"id"', b'"cautions":["a",""],"id"'),
        ("caution number", b'"id"', b'"cautions":["a",1,null,{}],"id"'),
        ("caution of 85", b'"id"', b'"cautions":["' + b"a" * 85 + b'"],"id"'),
        ("near key", b'"title"', b'"titel"'),
        ("key with capital", b'"title"', b'"Title"'),
        ("key empty", b'"id"', b'"":1,"id"'),
        ("key long", b'"id"', b'"' + b"k" * 400 + b'":1,"id"'),
        ("key odd", b'"id"', b'"\\u0000\\n\\ud83d\\ude00x":1,"id"'),
        ("steps null", b"[{", b"null,"),
        ("steps empty", HANDS, b""),
        ("step number", HANDS, b"5"),
        ("step list", HANDS, b"[]"),
        ("step null and step", HANDS, b"null," + HANDS),
    ):
        if name == "steps null":
            case("routine: " + name, document(b'{"id":"one","title":"T","steps":null}'))
        else:
            case("routine: " + name, document(one.replace(old, new, 1)))
    pair = document(one, one)
    case("routine: id twice", pair)
    case("routine: id twice, faulty first", document(one.replace(b"60", b"600"), one, one))
    case("routine: id number twice", pair.replace(b'"one"', b"1"))


def step_fields():
    for name, old, new in (
        ("method missing", b'"method":"hands",', b""),
        ("method near", b'"hands"', b'"hand"'),
        ("method capital", b'"hands"', b'"Hands"'),
        ("method far", b'"hands"', b'"laser"'),
        ("method null", b'"hands"', b"null"),
        ("method list", b'"hands"', b'["hands"]'),
        ("neither", b'"point":"LI4",', b""),
        ("both", b'"point":"LI4"', b'"point":"LI4","area":"hand"'),
        ("area", b'"point":"LI4"', b'"area":"sore spot"'),
        ("area of 20", b'"point":"LI4"', b'"area":"aaaaaaaaaaaaaaaaaaaa"'),
        ("area of 21", b'"point":"LI4"', b'"area":"aaaaaaaaaaaaaaaaaaaaa"'),
        ("area empty", b'"point":"LI4"', b'"area":""'),
        ("area null", b'"point":"LI4"', b'"area":null'),
        ("area a point", b'"point":"LI4"', b'"area":"li 4"'),
        ("area an alias", b'"point":"LI4"', b'"area":"B47"'),
        ("point null", b'"LI4"', b"null"),
        ("point list", b'"LI4"', b'["LI4"]'),
        ("text string", b'["Press."]', b'"Press."'),
        ("text empty", b'["Press."]', b"[]"),
        ("text 8", b'["Press."]', b"[" + b'"a",' * 7 + b'"a"]'),
        ("text 9", b'["Press."]', b"[" + b'"a",' * 8 + b'"a"]'),
        ("text of 84", b"Press.", b"a" * 84),
        ("text of 85", b"Press.", b"a" * 85),
        ("text blank", b"Press.", b"  "),
        ("hold missing", b',"hold":' + HOLD, b""),
        ("hold near", b'"hold"', b'"hodl"'),
        ("hold number", HOLD, b"30"),
        ("hold null", HOLD, b"null"),
        ("hold empty", HOLD, b"{}"),
        ("hold extra", b'"every":3', b'"every":3,"evry":3'),
        ("max 300", b'"max_s":60', b'"max_s":300'),
        ("max 120", b'"max_s":60', b'"max_s":120'),
        ("max 121", b'"max_s":60', b'"max_s":121'),
        ("max true", b'"max_s":60', b'"max_s":true'),
        ("max text", b'"max_s":60', b'"max_s":"60"'),
        ("max 60.0", b'"max_s":60', b'"max_s":60.0'),
        ("max 1e400", b'"max_s":60', b'"max_s":1e400'),
        ("max -60", b'"max_s":60', b'"max_s":-60'),
        ("max huge", b'"max_s":60', b'"max_s":123456789012345678901234567890'),
        ("max huge below 0", b'"max_s":60', b'"max_s":-123456789012345678901234567890'),
        ("max below start", b'"max_s":60', b'"max_s":9'),
        ("start 5", b'"start_s":10', b'"start_s":5'),
        ("start 4", b'"start_s":10', b'"start_s":4'),
        ("start missing", b'"start_s":10,', b""),
        ("step 0", b'"step_s":5', b'"step_s":0'),
        ("step 60", b'"step_s":5', b'"step_s":60'),
        ("step 61", b'"step_s":5', b'"step_s":61'),
        ("step -1", b'"step_s":5', b'"step_s":-1'),
        ("every 0", b'"every":3', b'"every":0'),
        ("every 30", b'"every":3', b'"every":30'),
        ("every 31", b'"every":3', b'"every":31'),
        ("window by hand", b'"hold"', b'"window":1,"spot":{},"movement":[],"hold"'),
        ("unknown keys", b'"hold"', b'"sid":1,"reps":2,"zz":3,"rest":4,"hold"'),
        ("every fault", HANDS[1:-1], b'"metod":1,"point":7,"sides":[1],"text":{},"hold":[]'),
    ):
        step_case("step: " + name, HANDS, old, new)
    for field, low, high in (
        (b"get_ready_s", 3, 60),
        (b"rest_s", 3, 120),
        (b"switch_side_s", 3, 120),
        (b"repetitions", 1, 10),
    ):
        for value in (low - 1, low, high, high + 1):
            name = f"step: {field.decode()} {value}"
            step_case(name, HANDS, b'"hold"', b'"%s":%d,"hold"' % (field, value))
    for sides in (
        b'["left","right"]', b'["right","left"]', b'["left"]', b'["right"]', b'["both"]',
        b"[]", b'["left","left"]', b'["both","left"]', b'["up"]', b'"left"', b"null", b"[1]",
        b'[["left"]]', b'["left","right","both","left","right"]', b'{"left":1}',
    ):  # fmt: skip
        step_case(
            "step: sides " + sides.decode(), HANDS, b'"hold"', b'"sides":%s,"hold"' % sides
        )
    for sources in (
        b"{}", b'{"hold":"article","text":"design"}', b'{"hold":"articel"}', b'{"hold":1}',
        b'{"hodl":"article"}', b'{"sources":"design"}', b'{"zz":"zz","hold":null}', b"[]",
        b'"article"', b"null",
    ):  # fmt: skip
        step_case(
            "step: sources " + sources.decode(),
            HANDS,
            b'"hold"',
            b'"sources":%s,"hold"' % sources,
        )


def point_codes():
    for code in (
        "BL23", "BL52", "GB30", "LI4", "BL60", "GB21", "B23", "UB23", "B47", "UB52", "B60",
        "UB60", "BL47", "UB47", "L14", "l14", "li4", "LI-4", "bl 23", "Bl52", "LI5", "BL24",
        "", " ", "LI4 ", "BL23BL23BL23BL23BL23BL23BL23", "L\\u01314", "\\u212a", "BL\\n23",
    ):  # fmt: skip
        step_case("point: " + code, HANDS, b'"LI4"', b'"' + code.encode() + b'"')


def methods():
    for name, step, old, new in (
        ("balls without arms", BALLS, b',"arms":["left","right"]', b""),
        ("balls, one arm", BALLS, b'["left","right"]', b'["left"]'),
        ("balls, arms empty", BALLS, b'["left","right"]', b"[]"),
        ("balls, arms both", BALLS, b'["left","right"]', b'["both"]'),
        ("balls by side", BALLS, b'"movement"', b'"sides":["left"],"movement"'),
        ("balls, side both", BALLS, b'"movement"', b'"sides":["both"],"movement"'),
        ("balls with holds", BALLS, b'"movement"', b'"rest_s":5,"repetitions":2,"movement"'),
        ("balls with hold", BALLS, b'"movement"', b'"hold":%s,"movement"' % HOLD),
        ("balls without movement", BALLS, b',"movement":' + ARMS, b""),
        ("balls 20 times", BALLS, b'"repetitions":5', b'"repetitions":20'),
        ("balls 14 times", BALLS, b'"repetitions":5', b'"repetitions":14'),
        ("balls 21 times", BALLS, b'"repetitions":5', b'"repetitions":21'),
        ("back 3", BALLS, b'"back_s":4', b'"back_s":3'),
        ("back 31", BALLS, b'"back_s":4', b'"back_s":31'),
        ("out 0", BALLS, b'"out_s":4', b'"out_s":0'),
        ("stay 31", BALLS, b'"stay_s":2', b'"stay_s":31'),
        ("stay missing", BALLS, b'"stay_s":2,', b""),
        ("movement list", BALLS, ARMS, b"[]"),
        ("movement empty", BALLS, ARMS, b"{}"),
        ("roller with arms", ROLLER, ROLLS, ARMS),
        ("roller, arms empty", ROLLER, ROLLS, ROLLS[:-1] + b',"arms":[]}'),
        ("roller, switch_side_s", ROLLER, b'"movement"', b'"switch_side_s":9,"movement"'),
        ("roller by side", ROLLER, b'"movement"', b'"sides":["left","right"],"movement"'),
        ("roller, spot alone", SPOTS, b'"window":%s,' % ROLLER_WINDOW, b""),
        ("roller, window alone", SPOTS, b',"spot":' + SPOT, b""),
        ("roller, window not optional", SPOTS, b'"optional":true', b'"optional":false'),
        ("roller, optional missing", SPOTS, b',"optional":true', b""),
        ("roller, optional 1", SPOTS, b'"optional":true', b'"optional":1'),
        ("roller, window 181", SPOTS, b'"max_s":180', b'"max_s":181'),
        ("roller, spot 60", SPOTS, b'"max_s":30,', b'"max_s":60,'),
        ("roller, spot 61", SPOTS, b'"max_s":30,', b'"max_s":61,'),
        ("roller, gap 0", SPOTS, b'"optional"', b'"gap_s":0,"optional"'),
        ("gun, BL52", GUN, b"BL23", b"BL52"),
        ("gun, GB21", GUN, b"BL23", b"GB21"),
        ("gun, area", GUN, b'"point":"BL23"', b'"area":"sore spot"'),
        ("gun, alias", GUN, b"BL23", b"B47"),
        ("gun by side", GUN, b'"window"', b'"sides":["left"],"window"'),
        ("gun without window", GUN, b',"window":' + GUN_WINDOW, b""),
        ("gun without spot", GUN, b',"spot":' + SPOT, b""),
        ("gun, window number", GUN, GUN_WINDOW, b"300"),
        ("gun, window 601", GUN, b'"max_s":600', b'"max_s":601'),
        ("gun, window from 29", GUN, b'"start_s":300', b'"start_s":29'),
        ("gun, window backwards", GUN, b'"start_s":300', b'"start_s":601'),
        ("gun, optional", GUN, b'"start_s":300', b'"optional":true,"start_s":300'),
        ("gun, optional false", GUN, b'"start_s":300', b'"optional":false,"start_s":300'),
        ("gun, gap 29", GUN, b'"start_s":300', b'"gap_s":29,"start_s":300'),
        ("gun, gap 30", GUN, b'"start_s":300', b'"gap_s":30,"start_s":300'),
        ("gun, gap 121", GUN, b'"start_s":300', b'"gap_s":121,"start_s":300'),
        ("gun, gap text", GUN, b'"start_s":300', b'"gap_s":"30","start_s":300'),
        ("gun, spot 31", GUN, b'"max_s":30,', b'"max_s":31,'),
        ("gun, spot 4", GUN, b'"start_s":15', b'"start_s":4'),
        ("gun with movement", GUN, b'"window"', b'"movement":%s,"window"' % ROLLS),
    ):
        step_case("method: " + name, step, old, new)


def times():
    slow = BALLS.replace(b'"repetitions":5', b'"repetitions":14')
    case("times: balls twice", document(routine([BALLS, BALLS])))
    case("times: balls 5 min in two", document(routine([slow, slow, slow])))
    long = HANDS.replace(b'"max_s":60', b'"max_s":120')
    case("times: 3 long steps", document(routine([long] * 3)))
    case("times: 4 long steps", document(routine([long] * 4)))
    case("times: guns", document(routine([GUN] * 4)))
    case("times: guns, too long", document(routine([GUN] * 5)))


def texts():
    for name, title in (
        ("brackets", b"[{}]}{\\\\"),
        ("quotes", b'\\"{\\"'),
        ("escaped quote and backslash", b'\\\\\\"}\\\\'),
        ("escapes", b"\\u0041\\/b\\\\"),
        ("accents", "Dos, été, größer".encode()),
        ("accents escaped", b"Dos, \\u00e9t\\u00e9"),
        ("punctuation", b"\xe2\x80\x9ca\xe2\x80\x9d\xe2\x80\x93\xe2\x80\x99\xe2\x80\xa6"),
        ("newline escaped", b"a\\nb"),
        ("tab escaped", b"a\\tb"),
        ("NUL escaped", b"a\\u0000b"),
        ("NUL", b"a\0b"),
        ("delete", b"a\x7fb"),
        ("no-break space", b"a\xc2\xa0b"),
        ("times sign", b"2\xc3\x97"),
        ("combining accent", b"e\xcc\x81"),
        ("Chinese", "合谷".encode()),
        ("right to left", "שלום".encode()),
        ("zero width", b"a\xe2\x80\x8bb"),
        ("emoji", "a😀".encode()),
        ("emoji as a pair", b"a\\ud83d\\ude00"),
        ("lone surrogate", b"a\\ud83d"),
        ("raw surrogate", b"a\xed\xa0\xbd"),
        ("overlong", b"a\xc0\xaf"),
        ("overlong quote", b"a\xc0\xa2"),
        ("lone continuation", b"a\x80"),
        ("start alone", b"a\xc3"),
        ("start of three", b"a\xe2\x80"),
        ("beyond Unicode", b"a\xf4\x90\x80\x80"),
        ("five bytes", b"a\xf8\x88\x80\x80\x80"),
        ("latin-1", b"gr\xf6\xdfer"),
        ("overlong with accent", b"\xc3\xa9\xe0\x80\xaf"),
        ("20 accents", b"\xc3\xa9" * 20),
        ("21 accents", b"\xc3\xa9" * 21),
        ("last of Latin-1", b"\xc3\xbf"),
        ("first beyond", b"\xc4\x80"),
    ):
        title_case("text: " + name, title)
    top_case("text: not UTF-8 outside", b"acupacer", b"acup\xe4cer")
    case("text: not UTF-8, second", document(routine([HANDS]), routine([HANDS], b"\xff")))


def many():
    case("many faults", document(*[b"{}"] * 30))
    bad = HANDS.replace(b'"LI4"', b'"L14"')
    case("32 faults", document(routine([bad] * 32)))
    case("33 faults", document(routine([bad] * 33)))
    keys = b",".join([b'"k%d":1' % number for number in range(400)])
    case("400 unknown keys", document(b"{" + keys + b"}"))


def plain(text):
    """ASCII whatever the text: the interpreters escape differently in JSON."""
    return "".join([c if " " <= c <= "~" else f"<{ord(c):x}>" for c in text])


def verdict(data, size):
    scanner = routines.Scanner()
    for at in range(0, len(data), size):
        scanner.feed(data[at : at + size])
    faults = scanner.finish()
    entries = []
    for entry in scanner.entries:
        spots = [
            [step, method, point, plain(area)] for step, method, point, area in entry.spots
        ]
        entries.append(
            [entry.id, plain(entry.title), entry.offset, entry.length, entry.digest,
             entry.minutes, list(entry.methods), spots, entry.cautions_hash]
        )  # fmt: skip
        text = data[entry.offset : entry.offset + entry.length]
        if routines.parse_routine(text, "it")[1]:
            raise ValueError("indexed, then refused: " + entry.id)
    return [faults, entries]


def main():
    for add in (
        sound, structure, top, routine_fields, step_fields, point_codes, methods, times,
        texts, many,
    ):  # fmt: skip
        add()
    for name, data in CASES:
        whole = verdict(data, len(data) or 1)
        for size in (512, 13, 1) if len(data) < 2000 else (512,):
            if verdict(data, size) != whole:
                raise ValueError(f"{name}: differs in chunks of {size}")
        shown = whole[0], whole[1][:3]
        print(json.dumps([plain(name), shown[0], shown[1]]))


main()
