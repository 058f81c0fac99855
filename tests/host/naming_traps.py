"""Small programs for test_pico_names: what a new name could hide, break or miss.

Each is the text of module ``main``, or texts by module; ``main()`` gives what is compared.
"""

# name -> a program that does the same with its new names
SAME = {
    "a default spelled like its argument": """
size = 7
def ask(size=size, step=size):
    return [size, step]
class Thing:
    size = 9
    def ask(self, size=size, *, step=size):
        return [size, step]
def main():
    size = 3
    def inner(size=size, *, step=size):
        return [size, step]
    made = [inner(), inner(5), inner(step=4), (lambda size=size: size)()]
    return [ask(), ask(1), Thing().ask(), Thing().ask(1, step=2)] + made
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
    def walk(step, left):
        def walk(left):
            return [step, left]
        return walk(left) if left < 3 else walk_on(left)
    def walk_on(left):
        return walk(1, left - 1)
    return [walk(5, 2), walk(5, 4)]
""",
    "starred and named": """
class Thing:
    def __init__(self, size, step):
        self.size = size
        self.step = step
def ask(first, *rest, step=1, **more):
    return [first, list(rest), step, sorted(more.items())]
def pass_on(*size, **step):
    return ask(*size, **step)
def main():
    thing = Thing(step=3, size=4)
    told = [ask(1), ask(1, 2, 3, step=4, size=5), ask(*[1, 2], **{"step": 3, "x": 4})]
    return told + [pass_on(1, 2, step=6, left=7), thing.size, thing.step]
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
    return [count_up(), count, made]
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
    def size(self):
        return self.width + len("abc")
    @size.setter
    def size(self, width):
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
    thing.size = thing.size + 1
    return [thing.size, thing.width, thing.height, Thing.make(2).width, Thing.kind(), len("")]
""",
    "a class that uses globals": """
side = 4
def double(value):
    return 2 * value
class Thing:
    width = side + 1
    width = double(side) + double(width)
    sides = [side for _ in range(2)]
    def grow(self, by=double(3)):
        self.width += by + self.width
        return self.width + self.width
    def doubled(self):
        return double(self.grow())
def main():
    return [Thing().grow(), Thing().doubled(), Thing.width, Thing.sides, side]
""",
    "a class in a function": """
def made(first, second, third):
    class Thing:
        size = 1
        grown = [first, second, third, size]
        def ask(self):
            return [self.size, self.grown, first]
    return Thing
def main():
    class Other:
        size = 2
    class Third(Other):
        wide = Other.size
    return [made(2, 3, 4)().ask(), Third().size, Third.wide, made(1, 1, 1).grown]
""",
    "a class in a class": """
class Outer:
    class Inner:
        size = 3
    size = 4
    made = Inner()
def main():
    return [Outer.size, Outer.Inner.size, Outer().made.size]
""",
    "overridden and inherited": """
class Thing:
    step = 7
    def __init__(self, size):
        self.size = size
    def grow(self, by):
        return self.size + by + self.step
    def ask(self):
        return self.grow(1)
class Other(Thing):
    step = 8
    def __init__(self, size, more):
        super().__init__(size=size)
        self.more = more
    def grow(self, by):
        return [super().grow(by), self.more, super().step]
def main():
    return [Other(1, 2).ask(), Thing(1).ask(), Thing.grow(Other(4, 5), by=1), Other.step]
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
    def __init__(self, key, size):
        self.key = key
        self.size = size
        self.default = self.reverse = self.sep = 1
def main():
    made = [Thing(2, size=1), Thing(key=1, size=5)]
    told = [each.size for each in sorted(made, key=lambda each: each.key, reverse=True)]
    made.sort(key=lambda each: each.key)
    told += [made[0].key, max([], default=4), min(made, key=lambda each: each.size).key]
    return told + [sorted(dict(size=1, key=2)), "{size}-{key}".format(size=3, key=4)]
""",
    "names in texts": """
class Thing:
    def __init__(self):
        self.size = 3
        self.step = 4
        self.left = self.right = 5
    def do_grow(self):
        return self.step
def main():
    thing = Thing()
    class Small:
        __slots__ = ("wide", "high")
        wide_as = 3
    small = Small()
    small.wide = small.wide_as
    setattr(thing, "step", getattr(thing, "size") + 1)
    thing.right += thing.left
    found = [hasattr(thing, name) for name in ("left", "nothing")]
    row = {"size": thing.size, "right": 1}
    row["left"] = row["size"]
    told = [getattr(thing, "do_" + "grow")(), sorted(row.items()), thing.left, thing.right]
    return [found, told, small.wide, getattr(thing, "none", 7), f"{thing.step}/{thing.size:>3}"]
""",
    "texts like names of the packer": """
class Thing:
    def __init__(self, size):
        self.size = size
def main():
    row = ["%d", "%", "%0", "%7", "a:b", ":", "_0", "_1", "if", "None", "is", "do_", "", "a b"]
    more = ["%d" % 5, "{}:{:02}".format(1, 2), " if ".join(["if", "None"])]
    return [row, more, Thing("%0").size, [each == "if" for each in row]]
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
size = 2
def apply(made, size):
    return made(size)
def main():
    step = 3
    add = lambda size, step=step, *rest: [size + step, rest]
    made = [apply(lambda size: size + step, 1), apply(size=4, made=lambda step: step * size)]
    return made + [add(1), add(1, 2, 3), (lambda size: size)(size=8), (lambda: size)()]
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
def ask(first, second):
    return [len(first), len(first), first, first, second, told(second)]
def told(value):
    return [value]
def main():
    return ask([1], 2)
""",
    "arguments and globals": """
side = 4
def double(value):
    return 2 * value
def triple(value, more):
    return double(value) + value + more + side
def named(value, more):
    return [double(value), triple(value, more), side, value, more]
def main():
    return [triple(1, 2), double(4), named(value=5, more=6), side, double(side)]
""",
    "del": """
size = 3
class Thing:
    step = 1
def main():
    step = 5
    thing = Thing()
    thing.size = step
    told = [thing.size, thing.step]
    del step
    del thing.size
    row = [1, 2]
    del row[0]
    return told + [hasattr(thing, "si" + "ze"), size, row]
""",
    "imports": """
import json as size
from math import floor as low, ceil
import struct
class Thing:
    def __init__(self, floor, ceil, size):
        self.floor = floor
        self.ceil = ceil
        self.size = size
        self.calcsize = self.loads = self.sin = 1
def main():
    import math as made
    from math import sqrt as root, sin
    thing = Thing(low(2.5), ceil(2.5), size.loads("3"))
    told = [thing.floor, thing.ceil, thing.size, thing.calcsize + thing.loads + thing.sin]
    return told + [made.floor(1.5), root(4.0), sin(0.0), struct.calcsize("HH")]
""",
    "what others have": """
from math import floor
import json, io
class Stage:
    def __init__(self):
        self.group = self.getvalue = self.floor = 1
    def line(self, group):
        return [self.group, group, self.floor]
def main():
    made = io.StringIO()
    made.write("text")
    return [made.getvalue(), Stage().line(2), Stage().getvalue]
""",
    "names of another module": {
        "base": """
import json
size = 3
class Base:
    size = 4
    def grow(self, by):
        return by + self.size + size
def twice(value):
    return 2 * value
""",
        "main": """
from . import base
from .base import Base, twice as double
class Own(Base):
    base = 6
    width = 3
    def ask(self):
        return base.size
def shadow(base):
    double = [base for base in (1, base)]
    return double[-1] + (lambda Base: Base)(3)
def main():
    from .base import twice
    from .base import size as twice_as
    told = [Own().grow(by=double(5)), Own().ask(), Own.base, shadow(9), twice(2), twice_as]
    return told + [base.twice(value=4), base.Base().grow(1)]
""",
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
        "from . import base\ndef more():\n    base.size = 3\n",
        "core.main: sets size of core.base",
    ),
    "an imported name that is set": (
        "from .base import size\ndef more():\n    global size\n    size = 3\n",
        "core.main: global size",
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
    "a class that reads before it binds": (
        "size = 3\nclass Thing:\n    size = size\n",
        "core.main: class Thing uses size before it binds it",
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
size = 3
count = 0
def grow():
    global count
    count += 1
    return [count, json, loads, open]
"""
# Uses names of its own as those could be used that mean more.
MORE = """
def double(value):
    return 2 * value
def ask(made):
    five = made(5)
    return five
class Thing:
    size = double(4)
    def __init__(self):
        super().__init__()
        self.size += 1
        self.made = double(self.size)
def main():
    thing = Thing()
    return [ask(made=double), ask(lambda value: value + 1), thing.size, thing.made]
"""
