"""Cases of places that a document defines: sound ones, and what weakens a known one."""

from routines_documents import GUN, HANDS, ROLLER, case, routine

GB20 = (
    b'{"id":"GB20","name":{"en":"Wind Pool","de":"Windteich"},"region":"neck",'
    b'"label":{"en":"neck","de":"Nacken"},"find":"under the skull","caution":"Gently.",'
    b'"avoid_when":["osteoporosis"],"picture":"neck","mark":[19,33],"sides":["left","right"],'
    b'"source":"who"}'
)
LR3 = b'{"id":"LR3","name":"Great Surge","caution":"An artery."}'
KNOT = b'{"id":"neck-knot","name":"Neck knot","region":"neck"}'
THIGH = b'{"id":"thigh","name":"Thigh","region":"thigh_outer"}'


def document(places, *routines, version=2):
    return b'{"format":"acupacer-routines","version":%d,"places":[%s],"routines":[%s]}' % (
        version,
        b",".join(places),
        b",".join(routines),
    )


def at(step, place):
    for code in (b'"point":"LI4"', b'"point":"GB21"', b'"point":"BL23"'):
        step = step.replace(code, place)
    return step


def sound():
    by_hand = [
        at(HANDS, b'"point":"GB20"'),
        at(HANDS, b'"place":"neck-knot"'),
        at(HANDS, b'"point":"LR3"'),
    ]
    tools = [at(GUN, b'"place":"thigh"'), at(ROLLER, b'"place":"thigh"')]
    every = [GB20, LR3, KNOT, THIGH]
    case("places: sound", document(every, routine(by_hand), routine(tools, b"two")))
    case("places: none", document([], routine([HANDS])))
    case("places: unused", document([KNOT], routine([HANDS])))
    blanks = (
        document([KNOT], routine([by_hand[1]])).replace(b":", b" \n:\t").replace(b",", b" , ")
    )
    case("places: blanks", blanks)
    full = [b'{"id":"p%d","name":"Knot %d"}' % (number, number) for number in range(64)]
    case("places: 64", document(full, routine([at(HANDS, b'"place":"p63"')])))
    case("places: 65", document(full + [KNOT], routine([HANDS])))
    pad = 1024 - len(KNOT)
    long = KNOT[:-1] + b" " * pad + b"}"
    case("places: 1024 bytes", document([long], routine([HANDS])))
    case("places: 1025 bytes", document([long[:-1] + b" }"], routine([HANDS])))


def structure():
    whole = document([KNOT], routine([HANDS]))
    case("places: version 1", document([KNOT], routine([HANDS]), version=1))
    case("places: twice", whole.replace(b'"routines"', b'"places":[],"routines"'))
    case("places: not objects", document([KNOT, b"1"], routine([HANDS])))
    case("places: an object", whole.replace(b"[" + KNOT + b"]", b"{}"))
    case("places: null", whole.replace(b"[" + KNOT + b"]", b"null"))
    case("places: not JSON", whole.replace(b'"Neck knot"', b"Neck"))
    case("places: not UTF-8", whole.replace(b"Neck", b"N\xe4"))
    head, _, tail = whole.partition(b'"places":[' + KNOT + b"],")
    case("places: after routines", head + tail[:-1] + b',"places":[%s]}' % KNOT)
    for length in (60, 70, 100):
        case(f"places: cut at {length}", whole[:length])


def definitions():
    use = routine([at(HANDS, b'"point":"GB20"')])
    for name, old, new in (
        ("another region", b'"neck",', b'"head",'),
        ("no region", b'"region":"neck",', b""),
        ("no caution", b'"caution":"Gently.",', b""),
        ("no name", b'"name":{"en":"Wind Pool","de":"Windteich"},', b""),
        ("name empty", b'{"en":"Wind Pool","de":"Windteich"}', b"{}"),
        ("name of 25", b"Wind Pool", b"W" * 25),
        ("name in English", b'"en":', b'"English":'),
        ("name number", b'"Wind Pool"', b"7"),
        ("find of 41", b"under the skull", b"f" * 41),
        ("odd letter", b"under", "合".encode()),
        ("flag unknown", b"osteoporosis", b"osteoporose"),
        ("flag text", b'["osteoporosis"]', b'"osteoporosis"'),
        ("flag number", b'["osteoporosis"]', b'["osteoporosis",1]'),
        ("caution number", b'"Gently."', b"7"),
        ("caution of a number", b'"Gently."', b'{"en":7}'),
        ("caution of pairs", b'"Gently."', b'[["en","Gently."]]'),
        ("caution of half a letter", b'"Gently."', b'"\\ud800"'),
        ("caution without a language", b'"Gently."', b'{"":"Gently."}'),
        ("picture unknown", b'"picture":"neck"', b'"picture":"nek"'),
        ("mark without picture", b'"picture":"neck",', b""),
        ("mark of one", b"[19,33]", b"[19]"),
        ("mark outside", b"[19,33]", b"[51,33]"),
        ("mark true", b"[19,33]", b"[true,33]"),
        ("sides up", b'["left","right"]', b'["left"]'),
        ("source unknown", b'"who"', b'"me"'),
        ("near key", b'"label"', b'"lable"'),
        ("name of another point", b"Windteich", b"Di4 (Hegu)"),
        ("name with its code", b"Windteich", b"Windteich, GB20"),
        ("id lower case", b'"GB20"', b'"gb20"'),
        ("id old", b'"GB20"', b'"vb-20"'),
        ("id no slug", b'"GB20"', b'"G B 20"'),
    ):
        if old not in GB20:
            raise ValueError(name)
        case("place: " + name, document([GB20.replace(old, new, 1)], use))
    lr3 = routine([at(HANDS, b'"point":"LR3"')])
    weaker = LR3.replace(b'"caution"', b'"avoid_when":[],"caution"')
    case("place: weaker", document([weaker], lr3))
    case("place: as strict", document([weaker.replace(b"[]", b'["pregnancy"]')], lr3))
    case("place: built in", document([LR3.replace(b"LR3", b"LI4")], routine([HANDS])))
    case("place: again", document([KNOT, KNOT.replace(b"-", b"--")], routine([HANDS])))
    case("place: a known name", document([KNOT.replace(b"Neck knot", b"Hegu, mine")], lr3))
    case("place: a name in doubt", document([KNOT.replace(b"Neck knot", b"P7")], lr3))
    case("place: an id in doubt", document([KNOT.replace(b"neck-knot", b"p7")], lr3))
    for name, place in (
        ("a name again", b'{"id":"nk","name":{"de":"Nacken","en":"NECK  knot"}}'),
        ("the id of another as a name", b'{"id":"nk","name":"Neck-Knot"}'),
        ("the name of another as an id", b'{"id":"knot","name":"Mine"}'),
    ):
        first = KNOT.replace(b"Neck knot", b"Knot") if b'"knot"' in place else KNOT
        case("place: " + name, document([first, place], lr3))
    case("place: empty", document([b"{}"], routine([HANDS])))


def used():
    named = KNOT.replace(b'"Neck knot"', b'{"de":"Nackenknoten","en":"Neck knot"}')
    for name, place in (
        ("point undefined", b'"point":"GB20"'),
        ("place undefined", b'"place":"other"'),
        ("place by name", b'"place":"Neck knot"'),
        ("place a code", b'"place":"LI4"'),
        ("place of a point", b'"place":"gb20"'),
        ("place and area", b'"place":"neck-knot","area":"neck"'),
        ("point, place and area", b'"point":"LI4","place":"neck-knot","area":"neck"'),
        ("area with brackets", b'"area":"LI4 (Hegu)"'),
        ("area in doubt", b'"area":"IG4"'),
        ("area by a bone", b'"area":"beside C7"'),
        ("area as the place", b'"area":"neck knot"'),
        ("area as the place in German", b'"area":"Nackenknoten"'),
        ("area of a glued side", b'"area":"LI4links"'),
        ("short for a point", b'"area":"hand","short":"LI4"'),
        ("short for a place", b'"area":"hand","short":"hand, left"'),
    ):
        case("step: " + name, document([GB20, named], routine([at(HANDS, place)])))
    for name in (b"LI4", b"press he gu", b"neck knot", b"G21, left"):
        step = b'{"method":"move","exercise":"%s","hold":3}' % name
        case("move: " + name.decode(), document([named], routine([step])))
    throat = KNOT.replace(b'"neck"', b'"throat"')
    for name, region in (("neck", KNOT), ("throat", throat)):
        for method, step in (("hands", HANDS), ("roller", ROLLER), ("gun", GUN)):
            whole = document([region], routine([at(step, b'"place":"neck-knot"')]))
            case(f"region: {method} on {name}", whole)
    by_text = routine([at(HANDS, b'"area":"Neck knot"')])
    case("region: by hand on throat, as a text", document([throat], by_text))
    case(
        "region: gun on an area",
        document([], routine([at(GUN, b'"area":"front of the neck"')])),
    )
