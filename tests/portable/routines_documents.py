"""Sound and hostile routines documents: the builders, and cases of the document itself."""

HOLD = b'{"start_s":10,"max_s":60,"step_s":5,"every":3}'
SPOT = b'{"start_s":15,"max_s":30,"step_s":5,"every":3}'
GUN_WINDOW = b'{"start_s":300,"max_s":600,"step_s":60,"every":3}'
ROLLER_WINDOW = b'{"start_s":60,"max_s":180,"step_s":30,"every":3,"optional":true}'
ROLLS = b'{"repetitions":5,"out_s":4,"stay_s":2,"back_s":4}'
ARMS = ROLLS[:-1] + b',"arms":["left","right"]}'

HANDS = b'{"method":"hands","point":"LI4","text":["Press."],"hold":' + HOLD + b"}"
BALLS = b'{"method":"balls","point":"BL23","movement":' + ARMS + b"}"
BALL = b'{"method":"ball","area":"shoulder","hold":60}'
MOVE = b'{"method":"move","exercise":"nod","hold":3}'
OPEN = b'{"open":true,"start_s":20,"max_s":90}'
ROLLER = b'{"method":"roller","point":"GB21","movement":' + ROLLS + b"}"
SPOTS = b'{"method":"roller","point":"GB21","movement":%s,"window":%s,"spot":%s}' % (
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
    for version in (b"2", b"3", b"0", b'"1"', b"true", b"1.0", b"1e0", b"null", b"[1]", b"-1"):
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
        ("third byte wrong", b"a\xe2\x80\xc0"),
        ("fourth byte wrong", b"a\xf0\x9f\x98\x20"),
        ("beyond Unicode", b"a\xf4\x90\x80\x80"),
        ("five bytes", b"a\xf8\x88\x80\x80\x80"),
        ("latin-1", b"gr\xf6\xdfer"),
        ("overlong with accent", b"\xc3\xa9\xe0\x80\xaf"),
        ("20 accents", b"\xc3\xa9" * 20),
        ("21 accents", b"\xc3\xa9" * 21),
        ("last of Latin-1", b"\xc3\xbf"),
        ("Spanish and pinyin", "¿½? ¡Hégǔ nǚ!".encode()),
        ("last of Latin", b"\xc5\xbf"),
        ("first beyond", b"\xc6\x80"),
        ("odd and too long", b"a" * 20 + b"\xc6\x80"),
        ("pair and just long enough", b"a" * 19 + b"\\ud83d\\ude00"),
        ("pair and too long", b"a" * 20 + b"\\ud83d\\ude00"),
        ("odd and nothing else", b"\\n"),
    ):
        title_case("text: " + name, title)
    top_case("text: not UTF-8 outside", b"acupacer", b"acup\xe4cer")
    case("text: not UTF-8, second", document(routine([HANDS]), routine([HANDS], b"\xff")))


def many():
    case("many faults", document(*[b"{}"] * 30))
    bad = HANDS.replace(b'"LI4"', b'"L14"')
    case("32 faults", document(routine([bad] * 32)))
    case("33 faults", document(routine([bad] * 33)))
    case("the steps beyond the 64th too", document(routine([HANDS] * 65 + [bad])))
    keys = b",".join([b'"k%d":1' % number for number in range(400)])
    case("400 unknown keys", document(b"{" + keys + b"}"))
