"""Small programs for test_pico_names: what a new name could hide, break or miss.

Each is the text of module ``main``, or texts by module; ``main()`` gives what is compared.
"""

# name -> a program that does the same with its new names
SAME = {
    "a default spelled like its argument": """
bulk = 7
def ask(bulk=bulk, pace=bulk):
    return [bulk, pace]
class Thing:
    bulk = 9
    def ask(self, bulk=bulk, *, pace=bulk):
        return [bulk, pace]
def main():
    bulk = 3
    def inner(bulk=bulk, *, pace=bulk):
        return [bulk, pace]
    made = [inner(), inner(5), inner(pace=4), (lambda bulk=bulk: bulk)()]
    return [ask(), ask(1), Thing().ask(), Thing().ask(1, pace=2)] + made
""",
    "a comprehension over its own name": """
row = [1, 2]
def main():
    x = [1, 2]
    y = [x for x in x]
    z = [row for row in row]
    pairs = {x: y for x, y in zip(x, y)}
    pots = [a + b for a in x for b in [a, a + 1] if b > a]
    return [x, y, z, sorted(pairs.items()), sorted(x for x in (3, 1)), pots, row, x]
""",
    "closures": """
def counter(count):
    def middle(by):
        def inner(times):
            nonlocal count
            count += by * times
            return [count, by, times]
        return inner
    return middle(count + 1)
def main():
    made = []
    for at in range(3):
        def one(by, at=at):
            def two(more):
                return at * by + more
            return two
        made += [one(10), lambda by, at=at: by + at]
    late = [lambda: at for at in range(3)]
    inner = counter(2)
    told = [inner(1), inner(2), [f(1) for f in made], [f() for f in late], at]
    return told + [(lambda a: lambda b: lambda c: [a, b, c])(1)(2)(3)]
""",
    "a function in a function": """
def main():
    def walk(pace, left):
        def walk(left):
            return [pace, left, len([left])]
        return walk(left) if left < 3 else walk_on(left)
    def walk_on(left):
        return walk(1, left - 1)
    return [walk(5, 2), walk(5, 4), Thing(walk=3).walk]
class Thing:
    def __init__(self, walk):
        self.walk = walk
""",
    "starred and named": """
class Thing:
    def __init__(self, bulk, pace):
        self.bulk = bulk
        self.pace = pace
def ask(first, *rest, pace=1, **more):
    return [first, list(rest), pace, sorted(more.items())]
def unused():
    return named(early=1)
def named(early, **more):
    early += early + early + early + early + early
    return [early, early, early, early, sorted(more.items())]
def tell(only):
    return [len(only), only]
def pass_on(*bulk, **pace):
    return ask(*bulk, **pace)
def main():
    thing = Thing(pace=3, bulk=4)
    told = [ask(1), ask(1, 2, 3, pace=4, bulk=5), ask(*[1, 2], **{"pace": 3, "x": 4})]
    told += [tell(**{"only": [1]}), tell(*[[2]]), named(1, late=2)]
    return told + [pass_on(1, 2, pace=6, left=7), thing.bulk, thing.pace]
""",
    "global and nonlocal": """
count = 0
def begin():
    global made
    made = 1
def grow(by):
    global count
    count += by
    def inner():
        global count
        count += made
        def deep():
            return count
        return deep()
    return inner()
def main():
    begin()
    def count_up():
        nonlocal_count = [grow(5), grow(1)]
        return nonlocal_count
    def hidden():
        count = 9
        def inner():
            global count
            count += 1
            def deep():
                return count
            return deep()
        return [inner(), count]
    return [count_up(), hidden(), count, made]
""",
    "an error by name": """
try:
    said = 1 // 0
except ZeroDivisionError as error:
    said = [len(error.args)]
try:
    int("x")
except ValueError as unused:
    said.append(2)
def main():
    error = 5
    def inner(count):
        try:
            raise ValueError(count)
        except ValueError as error:
            return error.args[0]
    try:
        raise KeyError(error)
    except KeyError as error:
        told = [error.args, inner(7)]
    return [said, told]
""",
    "a class that uses builtins": """
class Thing:
    width = 3
    height = len("ab") + width
    def __init__(self):
        self.width += self.height
        self.width += len("a")
    @property
    def bulk(self):
        return self.width + len("abc")
    @bulk.setter
    def bulk(self, width):
        self.width = width
    @staticmethod
    def make(width):
        made = Thing()
        made.width = width
        return made
    @classmethod
    def kind(cls):
        return cls.height
def main():
    thing = Thing()
    thing.bulk = thing.bulk + 1
    return [thing.bulk, thing.width, thing.height, Thing.make(2).width, Thing.kind(), len("")]
""",
    "a class that uses globals": """
side = 4
def double(worth):
    return 2 * worth
class Thing:
    width = side + 1
    width = double(side) + double(width)
    sides = [side for _ in range(2)]
    def grow(self, by=double(3)):
        return self.width + by
    def doubled(self):
        return double(self.grow() + self.grow())
    height = double(side)
def main():
    told = [Thing().grow(), Thing().grow(1), Thing().grow(2), Thing().grow(by=3)]
    return told + [Thing().doubled(), Thing.width, Thing.sides, side]
""",
    "a class in a function": """
def made(first, second, third):
    class Thing:
        bulk = 1
        grown = [first, second, third, bulk]
        def ask(self):
            return [self.bulk, self.grown, first]
    return Thing
def main():
    class Other:
        bulk = 2
    class Third(Other):
        wide = Other.bulk
    return [made(2, 3, third=4)().ask(), Third().bulk, Third.wide, made(1, 1, 1).grown]
""",
    "a class in a class": """
class Outer:
    class Inner:
        bulk = 3
    class Hidden:
        bulk = 5
    bulk = 4
    made = Inner()
    hidden = Hidden()
def main():
    return [Outer.bulk, Outer.Inner.bulk, Outer().made.bulk, Outer.hidden.bulk, Outer.bulk]
""",
    "overridden and inherited": """
class Thing:
    pace = 7
    def __init__(self, bulk):
        self.bulk = bulk
    def grow(self, by):
        return self.bulk + by + self.pace
    def ask(self):
        return self.grow(1)
class Other(Thing):
    pace = 8
    def __init__(self, bulk, more):
        super().__init__(bulk=bulk)
        self.more = more
    def grow(self, by):
        return [super().grow(by), self.more, super().pace]
def main():
    return [Other(1, 2).ask(), Thing(1).ask(), Thing.grow(Other(4, 5), by=1), Other.pace]
""",
    "errors of its own": """
class Refused(Exception):
    level = 2
    def __init__(self, detail):
        super().__init__(detail + "!", 1)
        self.detail = detail
        self.detail += str(self.level)
class Gone(Refused):
    pass
def main():
    try:
        raise Gone("why")
    except Refused as error:
        return [error.args, error.detail, error.level, str(error.args)]
""",
    "tuples with names": """
from collections import namedtuple
Point = namedtuple("Point", "left top")
Pair = namedtuple("Pair", ("first", "last"))
class Box(namedtuple("Box", "wide high")):
    def area(self):
        self.wide
        return self.wide * self.high
    def told(self):
        return [self.area(), self.area(), self.count(3), self.index(4)]
class Thing:
    def __init__(self, left, first, high):
        self.left, self.first, self.high = left, first, high
        self.wide = self.last = self.top = 0
    def count(self):
        return [self.left, self.first, self.high, self.wide, self.last, self.top]
def main():
    point, pair, box = Point(1, top=2), Pair(first=3, last=4), Box(3, 4)
    told = [point.left, point.top, pair.first, pair.last, box.wide, box.high, box.told()]
    return told + [Thing(1, 2, 3).count(), list(box)]
""",
    "keywords of others": """
class Thing:
    def __init__(self, key, bulk):
        self.key = key
        self.bulk = bulk
        self.default = self.reverse = self.sep = self.wide = 1
def main():
    made = [Thing(2, bulk=1), Thing(key=1, bulk=5)]
    told = [each.bulk for each in sorted(made, key=lambda each: each.key, reverse=True)]
    made.sort(key=lambda each: each.key)
    told += [made[0].key, max([], default=4), min(made, key=lambda each: each.bulk).key]
    return told + [sorted(dict(bulk=1, key=2)), "{wide}-{key}".format(wide=3, key=4)]
""",
    "names in texts": """
class Thing:
    def __init__(self):
        self.bulk = 3
        self.pace = 4
        self.left = self.right = 5
    def do_grow(self):
        return self.pace
def main():
    thing = Thing()
    class Small:
        __slots__ = ("wide", "high")
        wide_as = 3
    small = Small()
    small.wide = small.wide_as
    setattr(thing, "pace", getattr(thing, "bulk") + 1)
    thing.right += thing.left
    found = [hasattr(thing, name) for name in ("left", "nothing")]
    row = {"bulk": thing.bulk, "right": 1}
    row["left"] = row["bulk"]
    told = [getattr(thing, "do_" + "grow")(), sorted(row.items()), thing.left, thing.right]
    return [found, told, small.wide, getattr(thing, "none", 7), f"{thing.pace}/{thing.bulk:>3}"]
""",
    "texts like names of the packer": """
class Thing:
    def __init__(self, bulk):
        self.bulk = bulk
def main():
    row = ["%d", "%", "%0", "%7", "a:b", ":", "_0", "_1", "if", "None", "is", "do_", "", "a b"]
    more = ["%d" % 5, "{}:{:02}".format(1, 2), " if ".join(["if", "None"])]
    return [row, more, Thing("%0").bulk, [each == "if" for each in row], ask(1)]
def ask(first):
    second = [first]
    third = [second]
    return [first, second, third]
""",
    "names of the packer": """
_0 = 3
class Thing:
    def __init__(self, _1, *_0):
        self._0 = _0
        self._1 = _1
def main():
    _1 = [_0 for _ in range(2)]
    return [_1, Thing(1, 2)._0, Thing(1, 2)._1, _0]
""",
    "lambdas": """
bulk = 2
def apply(made, bulk):
    return made(bulk)
def main():
    pace = 3
    add = lambda bulk, pace=pace, *rest: [bulk + pace, rest]
    made = [apply(lambda bulk: bulk + pace, 1), apply(bulk=4, made=lambda pace: pace * bulk)]
    return made + [add(1), add(1, 2, 3), (lambda bulk: bulk)(bulk=8), (lambda: bulk)()]
""",
    "arguments and builtins": """
def ask(first, second, third):
    return [len(first), max(second, third), sum(first), list(range(second))]
def named(first, second, third):
    return [len(first), max(second, third), sum(first), list(range(second))]
def main():
    told = ask([1], 2, 3) + named(first=[1, 2], second=3, third=4)
    return told + [len(told), max(1, 2), sum([1]), list(range(1))]
""",
    "arguments named by what is left out": """
def unused():
    return ask(first=[1], second=2)
def ask(first, second, third=3):
    return [len(first), len(first), first, first, second, told(second), third]
def told(worth):
    return [worth]
def main():
    return ask([1], 2)
""",
    "arguments and globals": """
side = 4
def double(worth):
    return 2 * worth
def triple(worth, more):
    return double(worth) + worth + more + side
def named(worth, more, unread):
    return [double(worth), triple(worth, more), side, worth, more]
def main():
    told = [named(5, 6, unread=at) for at in (1, 2)]
    return [triple(1, 2), double(4), told, side, double(side)]
""",
    "del": """
bulk = 3
class Thing:
    pace = 1
def main():
    pace = 5
    thing = Thing()
    thing.bulk = pace
    told = [thing.bulk, thing.pace]
    del pace
    del thing.bulk
    row = [1, 2]
    del row[0]
    return told + [hasattr(thing, "si" + "ze"), bulk, row]
""",
    "imports": """
import json as bulk
import os
from math import floor as low, ceil
from os import getenv as env
import struct
class Thing:
    def __init__(self, floor, ceil, bulk):
        self.floor = floor
        self.ceil = ceil
        self.bulk = bulk
        self.calcsize = self.loads = self.sin = self.getenv = self.putenv = 1
def main():
    import math as made
    from math import sqrt as root, sin
    thing = Thing(low(2.5), ceil(2.5), bulk.loads("3"))
    told = [thing.floor, thing.ceil, thing.bulk, thing.calcsize + thing.loads + thing.sin]
    os.putenv("a", "b")
    told += [env("nothing"), thing.getenv, thing.putenv]
    return told + [made.floor(1.5), root(4.0), sin(0.0), struct.calcsize("HH")]
""",
    "what others have": """
from math import floor
import json, io
class Stage:
    def __init__(self):
        self.bulk = 7
        self.group = self.getvalue = self.floor = self.ZeroDivisionError = 1
    def line(self, group):
        return [self.group, group, self.floor, self.bulk]
def main():
    made = io.StringIO()
    made.write("text")
    told = []
    for ask in (lambda: Stage().nothing, lambda: 1 // 0):
        try:
            told.append(ask())
        except AttributeError:
            told.append("none")
        except ZeroDivisionError:
            told.append(Stage().ZeroDivisionError)
    return [made.getvalue(), Stage().line(2), Stage().getvalue, told]
""",
    "names of another module": {
        "core/base": """
import json
bulk = 3
class Base:
    bulk = 4
    def grow(self, by):
        return by + self.bulk + bulk
def twice(worth):
    return 2 * worth
""",
        "core/main": """
from . import base
from .base import Base, twice as double
class Own(Base):
    base = 6
    width = 3
    def ask(self):
        return base.bulk
def shadow(base):
    double = [base for base in (1, base)]
    return double[-1] + (lambda Base: Base)(3)
def main():
    from .base import twice
    from .base import bulk as twice_as
    told = [Own().grow(by=double(5)), Own().ask(), Own.base, shadow(9), twice(2), twice_as]
    return told + [base.twice(worth=4), base.Base().grow(1)]
""",
    },
    "the names it starts with": {
        "boards/pico/start": """
PARTS = ()
def again(more):
    return start(False, more)
def once_more(rest):
    return start(False, rest)
def start(safe, left=2):
    for name in PARTS:
        __import__(name)
    from ...core.main import main
    if left == 2:
        return again(more=1)
    if left == 1:
        return once_more(0)
    print(main())
""",
        "core/main": "def main():\n    return 3\n",
    },
    "number constants": """
LIMIT = 4
HALF = LIMIT // 2
FIRST = 1
row = [FIRST]
FIRST = 2
STATE = 5
if HALF:
    LATER = 1
LATER = 3
def change():
    global STATE
    STATE += 1
def main(LIMIT=LIMIT):
    HALF = 7
    change()
    return [LIMIT, HALF, row, FIRST, STATE, LATER]
""",
}
# name -> (a program that is refused, what the error says)
REFUSED = {
    "a base from outside": (
        "from collections import OrderedDict\nclass more(OrderedDict):\n    pass\n",
        "more: cannot tell what OrderedDict has already",
    ),
    "a base of a module": (
        "import json\nclass more(json.JSONDecoder):\n    pass\n",
        "more: cannot tell what json.JSONDecoder has already",
    ),
    "a base under another name": (
        "from collections import OrderedDict\nBase = OrderedDict\n"
        "class more(Base):\n    pass\n",
        "more: cannot tell what OrderedDict has already",
    ),
    "walrus in a comprehension": (
        "def more():\n    return [y for x in (1, 2) if (y := x)]\n",
        "core.main: ':=' in a class or comprehension",
    ),
    "walrus in a class": ("class A:\n    x = (y := 3)\n", "core.main: ':=' in a class"),
    "a dotted import": ("import os.path\n", "core.main: import os.path needs an 'as'"),
    "a dotted import in a function": (
        "def more():\n    import os.path\n    return os.path\n",
        "core.main: import os.path needs an 'as'",
    ),
    "import all": ("from math import *\n", r"core.main: from math import \*"),
    "import all of ours": ("from .base import *\n", r"core.main: from .base import \*"),
    "an import amid others": (
        "try:\n    import struct\nexcept ImportError:\n    struct = 0\n",
        "core.main: import struct within another statement",
    ),
    "del of a global": ("made = 1\ndel made\n", "core.main: del made in a module or class"),
    "del in a class": (
        "class A:\n    made = 1\n    del made\n",
        "core.main: del made in a module or class",
    ),
    "async": ("async def more():\n    pass\n", "core.main: async def more"),
    "match": (
        "def more(x):\n    match x:\n        case y:\n            return y\n",
        "core.main: match",
    ),
    "a module as a value": ("from . import base\nX = [base]\n", "core.base is used as a value"),
    "what a module has not": (
        "from . import base\ndef more():\n    return base.nothing\n",
        "core.main: core.base has no nothing of its own",
    ),
    "what a module has from outside": (
        "from . import base\ndef more():\n    return base.json\n",
        "core.main: core.base has no json of its own",
    ),
    "a name that is not there": (
        "from .base import nothing\ndef more():\n    return nothing\n",
        "core.main: core.base has no nothing of its own",
    ),
    "another module's variable": (
        "from . import base\ndef more():\n    base.bulk = 3\n",
        "core.main: sets bulk of core.base",
    ),
    "an imported name that is set": (
        "from .base import bulk\ndef more():\n    global bulk\n    bulk = 3\n",
        "core.main: global bulk",
    ),
    "an import that is a global": (
        "import json\ndef more():\n    global json\n    json = 3\n",
        "core.main: global json",
    ),
    "a global that is a function": (
        "def more():\n    global inner\n    def inner():\n        pass\n",
        "core.main: global inner",
    ),
    "a variable read from elsewhere": (
        "from .base import count\ndef more():\n    return count\n",
        "core.main: core.base sets count when it runs",
    ),
    "a module for one function": (
        "def more():\n    from .third import some\n    return some\n",
        "core.main: core.third is imported in a function only",
    ),
    "a class that reads before it binds": (
        "bulk = 3\nclass Thing:\n    bulk = bulk\n",
        "core.main: class Thing uses bulk before it binds it",
    ),
    "fields made elsewhere": (
        "from collections import namedtuple\nF = 'a b'\nP = namedtuple('P', F)\n",
        "core.main: the fields of a namedtuple",
    ),
    "namedtuple by another name": (
        "from collections import namedtuple as made\nP = made('P', 'a b')\n",
        "core.main: from collections import namedtuple as made",
    ),
    "looked up by any name": (
        "class Thing:\n    def __getattr__(self, name):\n        return name\n",
        "core.main: __getattr__",
    ),
    "all names": ("def more():\n    return globals()\n", "core.main: globals"),
    "two that import under one name": (
        "from math import floor as loads\ndef more():\n    return loads(2.5)\n",
        "loads is json.loads in one module, math.floor in another",
    ),
    "an import that hides a builtin": (
        "from math import floor as open\ndef more():\n    return open(2.5)\n",
        "core.main: open is imported, and a builtin",
    ),
}
BASE = """
import json
from json import loads
bulk = 3
count = 0
def grow():
    global count
    count += 1
    return [count, json, loads, open]
"""
# Uses names of its own as those could be used that mean more.
MORE = """
def double(worth):
    return 2 * worth
def ask(made):
    five = made(5)
    return five
def told(given):
    six = given(6)
    return [six, "const"]
class Thing:
    bulk = double(4)
    def __init__(self):
        super().__init__()
        self.bulk += 1
        self.made = double(self.bulk)
def main():
    thing = Thing()
    made = [told(double), ask(made=double), ask(lambda worth: worth + 1)]
    return made + [thing.bulk, thing.made]
"""
