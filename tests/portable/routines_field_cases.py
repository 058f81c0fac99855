"""Cases of single fields, points, methods and times, at and beyond every limit."""

from routines_documents import (
    ARMS,
    BALL,
    BALLS,
    GUN,
    GUN_WINDOW,
    HANDS,
    HOLD,
    MOVE,
    OPEN,
    ROLLER,
    ROLLER_WINDOW,
    ROLLS,
    SPOT,
    SPOTS,
    case,
    document,
    routine,
    step_case,
)


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
        ("id odd and of 25", b'"one"', b'"' + b"A" * 25 + b'"'),
        ("title of 40", b'"Title"', b'"' + b"T" * 40 + b'"'),
        ("title of 41", b'"Title"', b'"' + b"T" * 41 + b'"'),
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
        ("area of 40", b'"point":"LI4"', b'"area":"' + b"a" * 40 + b'"'),
        ("area of 41", b'"point":"LI4"', b'"area":"' + b"a" * 41 + b'"'),
        ("area empty", b'"point":"LI4"', b'"area":""'),
        ("both, the area a point", b'"point":"LI4"', b'"point":"LI4","area":"B47"'),
        ("area null", b'"point":"LI4"', b'"area":null'),
        ("area a point", b'"point":"LI4"', b'"area":"li 4"'),
        ("area an alias", b'"point":"LI4"', b'"area":"B47"'),
        ("point null", b'"LI4"', b"null"),
        ("point list", b'"LI4"', b'["LI4"]'),
        ("text string", b'["Press."]', b'"Press."'),
        ("text empty", b'["Press."]', b"[]"),
        ("text 8", b'["Press."]', b"[" + b'"a",' * 7 + b'"a"]'),
        ("text 9", b'["Press."]', b"[" + b'"a",' * 8 + b'"a"]'),
        ("text 9 empty", b'["Press."]', b"[" + b'"a",' * 8 + b'""]'),
        ("text of 84", b"Press.", b"a" * 84),
        ("text of 85", b"Press.", b"a" * 85),
        ("text blank", b"Press.", b"  "),
        ("hold missing", b',"hold":' + HOLD, b""),
        ("hold near", b'"hold"', b'"hodl"'),
        ("hold number", HOLD, b"30"),
        ("hold 2", HOLD, b"2"),
        ("hold 30.5", HOLD, b"30.5"),
        ("hold true", HOLD, b"true"),
        ("hold open", HOLD, OPEN),
        ("hold open, hardly", HOLD, OPEN.replace(b"90", b"24")),
        ("hold open, long", HOLD, OPEN.replace(b"90", b"181")),
        ("hold open, growing", HOLD, OPEN.replace(b"}", b',"step_s":5,"every":3}')),
        ("hold open, false", HOLD, OPEN.replace(b"true", b"false")),
        ("hold open, 1", HOLD, OPEN.replace(b"true", b"1")),
        ("hold open alone", HOLD, b'{"open":true}'),
        ("alternate", b'"hold"', b'"alternate":true,"hold"'),
        ("alternate, one side", b'"hold"', b'"alternate":true,"sides":["left"],"hold"'),
        ("alternate, rest_s", b'"hold"', b'"alternate":true,"rest_s":5,"hold"'),
        ("alternate false, rest_s", b'"hold"', b'"alternate":false,"rest_s":5,"hold"'),
        ("alternate 1", b'"hold"', b'"alternate":1,"hold"'),
        ("short of a point", b'"hold"', b'"short":"hand","hold"'),
        ("short", b'"point":"LI4"', b'"area":"a sore spot on the hand","short":"hand"'),
        ("short of 21", b'"hold"', b'"short":"aaaaaaaaaaaaaaaaaaaaa","hold"'),
        ("exercise by hand", b'"hold"', b'"exercise":"nod","hold"'),
        ("hold null", HOLD, b"null"),
        ("hold empty", HOLD, b"{}"),
        ("hold extra", b'"every":3', b'"every":3,"evry":3'),
        ("max 300", b'"max_s":60', b'"max_s":300'),
        ("max 180", b'"max_s":60', b'"max_s":180'),
        ("max 181", b'"max_s":60', b'"max_s":181'),
        ("max true", b'"max_s":60', b'"max_s":true'),
        ("max text", b'"max_s":60', b'"max_s":"60"'),
        ("max 60.0", b'"max_s":60', b'"max_s":60.0'),
        ("max 1e400", b'"max_s":60', b'"max_s":1e400'),
        ("max -60", b'"max_s":60', b'"max_s":-60'),
        ("max huge", b'"max_s":60', b'"max_s":123456789012345678901234567890'),
        ("max huge below 0", b'"max_s":60', b'"max_s":-123456789012345678901234567890'),
        ("max below start", b'"max_s":60', b'"max_s":9'),
        ("start 3", b'"start_s":10', b'"start_s":3'),
        ("start 2", b'"start_s":10', b'"start_s":2'),
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
        (b"rest_s", 2, 120),
        (b"switch_side_s", 3, 120),
        (b"repetitions", 1, 20),
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
        ("ball, still", BALL, b"", b""),
        ("ball, moving", BALL, b'"hold":60', b'"movement":' + ROLLS),
        ("ball, arms", BALL, b'"hold":60', b'"movement":' + ARMS),
        ("ball, both", BALL, b'"hold"', b'"movement":%s,"hold"' % ROLLS),
        ("ball, neither", BALL, b',"hold":60', b""),
        ("ball, moving in turn", BALL, b'"hold":60', b'"alternate":true,"movement":' + ROLLS),
        ("ball, moving and counted", BALL, b'"hold":60', b'"rest_s":5,"movement":' + ROLLS),
        ("ball, hold 4", BALL, b"60", b"4"),
        ("ball, hold open", BALL, b"60", OPEN),
        ("ball, hold grows", BALL, b"60", HOLD),
        ("ball 0", BALL, b'"hold"', b'"balls":0,"hold"'),
        ("ball 3", BALL, b'"hold"', b'"balls":3,"hold"'),
        ("ball 2, lying", BALL, b'"hold"', b'"balls":2,"position":"lying","hold"'),
        ("ball 2, left", BALL, b'"hold"', b'"balls":2,"sides":["left"],"hold"'),
        ("ball, sitting", BALL, b'"hold"', b'"position":"sitting","hold"'),
        ("ball at a point", BALL, b'"area":"shoulder"', b'"point":"GB21"'),
        ("balls, position", BALLS, b'"movement"', b'"position":"lying","movement"'),
        ("move", MOVE, b"", b""),
        ("move, timed", MOVE, b'"hold":3', b'"hold":180,"repetitions":1'),
        ("move, 181", MOVE, b'"hold":3', b'"hold":181'),
        ("move, growing", MOVE, b'"hold":3', b'"hold":' + HOLD),
        ("move, open", MOVE, b'"hold":3', b'"hold":' + OPEN),
        ("move, no hold", MOVE, b',"hold":3', b""),
        ("move, no exercise", MOVE, b'"exercise":"nod",', b""),
        ("move, area", MOVE, b'"exercise"', b'"area"'),
        ("move, exercise and point", MOVE, b'"hold"', b'"point":"LI4","hold"'),
        ("move, turns", MOVE, b'"hold"', b'"sides":["left","right"],"alternate":true,"hold"'),
        ("move, exercise of 41", MOVE, b"nod", b"n" * 41),
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
    exact = BALLS.replace(b'"repetitions":5', b'"repetitions":12').replace(
        b'"back_s":4', b'"back_s":6'
    )
    step_case("times: balls 300 s", exact)
    step_case("times: balls 301 s", exact, b'"movement"', b'"switch_side_s":11,"movement"')
    minute = BALL.replace(b'"hold"', b'"sides":["left","right"],"repetitions":2,"hold"')
    case("times: ball 300 s", document(routine([minute.replace(b"60", b"75")])))
    case("times: ball 304 s", document(routine([minute.replace(b"60", b"76")])))
    case("times: ball and balls", document(routine([minute, exact])))
    long = HANDS.replace(b'"max_s":60', b'"max_s":120')
    last = GUN.replace(b'"start_s":300,"max_s":600', b'"start_s":60,"max_s":358')
    case("times: 2700 s", document(routine([long] * 3 + [last])))
    case("times: 2701 s", document(routine([long] * 3 + [last.replace(b"358", b"359")])))
    case("times: 3 long steps", document(routine([long] * 3)))
    case("times: 4 long steps", document(routine([long] * 4)))
    half = GUN.replace(b'"max_s":600', b'"max_s":300')
    more = GUN.replace(b'"max_s":600', b'"max_s":301')
    case("times: gun 600 s in two", document(routine([half, half])))
    case("times: gun 601 s in two", document(routine([half, more])))
    case("times: guns, too long", document(routine([GUN] * 5)))
