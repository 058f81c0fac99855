"""Small programs for test_pico_inline: functions that must stay what they are."""

from inline_cases import LOG

# name -> a program; functions called kept* must still be functions
KEPT = {
    "evaluated before": """
class Thing:
    def __init__(self):
        self.size = 1
    def kept(self):
        self.size = 5
        note("inside")
        return 1
    def ask(self):
        return [self.size, self.kept()]
    def add(self):
        self.size += self.kept_too()
        return self.size
    def kept_too(self):
        self.size = 50
        note("too")
        return 1
def main():
    return [Thing().ask(), Thing().add()]
""",
    "perhaps not evaluated": """
def kept(x):
    note(x)
    note("inside")
    return x
def main():
    return [once(0), once(1)]
def once(x):
    y = note(x) or kept(3)
    return y
""",
    "evaluated each time": """
def kept(x):
    note(x)
    note("inside")
    return x < 3
def main():
    x = 0
    while kept(x):
        x += 1
    return x
""",
    "used in another order": """
def kept(a, b):
    return [b, a]
def main():
    return [x and kept(note(1), note(2)) for x in (0, 1)]
""",
    "used twice": """
def kept(a):
    return [a, a]
def main():
    return [x and kept(note(1)) for x in (0, 1)]
""",
    "not always used": """
def kept(a, b):
    return b and a
def main():
    return [x and kept(note(1), 0) for x in (0, 1)]
""",
    "recursion": """
def kept(x):
    note(x)
    if x:
        kept(x - 1)
    return x
def kept_a(x):
    note("a")
    return x and kept_b(x - 1)
def kept_b(x):
    note("b")
    return x and kept_a(x - 1)
def main():
    return [kept(3), kept_a(5)]
""",
    "a generator": """
def kept(x):
    note("begun")
    yield x
    note("ended")
def main():
    y = kept(1)
    note("made")
    return list(y)
""",
    "its name in a text": """
class Thing:
    def kept(self):
        note("inside")
        note("twice")
        return 1
def main():
    thing = Thing()
    found = getattr(thing, "kept")()
    again = thing.kept()
    return [found, again]
""",
    "its name put together": """
class Thing:
    def do_kept(self):
        note("inside")
        note("twice")
def main():
    thing = Thing()
    thing.do_kept()
    getattr(thing, "do_" + "kept")()
""",
    "overridden": """
class Thing:
    def ask(self):
        return self.kept()
    def kept(self):
        note("base")
        return 1
class Other(Thing):
    def kept(self):
        note("other")
        return 2
def main():
    return [Thing().ask(), Other().ask()]
""",
    "overridden in private": """
class Thing:
    def ask(self):
        self._kept()
        return 1
    def _kept(self):
        note("base")
        note("thing")
class Other(Thing):
    def _kept(self):
        note("other")
        note("thing")
def main():
    return [Thing().ask(), Other().ask()]
""",
    "an attribute of that name": """
class Thing:
    def __init__(self, kept):
        if kept:
            self.kept = lambda: note("mine")
    def kept(self):
        note("class")
        return 1
    def ask(self):
        return self.kept()
def main():
    return [Thing(0).ask(), Thing(1).ask()]
""",
    "kept as a value": """
def kept(x):
    note(x)
    note("inside")
TABLE = {1: kept}
def main():
    TABLE[1](4)
""",
    "super": """
class Thing:
    def kept(self):
        note("base")
        return 1
class Other(Thing):
    def ask(self):
        return super().kept()
def main():
    return Other().ask()
""",
    "asked of the class": """
class Thing:
    def __init__(self):
        self.size = 3
    def kept(self, x=7):
        note(self.size)
        return x
def main():
    thing = Thing()
    return Thing.kept(thing)
""",
    "a global that is a local there": """
size = 4
def kept():
    note(size)
    return size
def main():
    size = 5
    found = kept()
    return [size, found]
""",
    "a return within two loops": """
def kept(x):
    for at in range(9):
        for there in range(9):
            if at * there == x:
                return note(at)
    return -1
def main():
    found = kept(6)
    note(found)
    return found
""",
    "a return amid try": """
def kept(x):
    try:
        if x:
            return 1
    except ValueError:
        note("never")
    note("after")
    return 2
def main():
    return [once(0), once(1)]
def once(x):
    found = kept(x)
    note(found)
    return found
""",
    "a loop that ends in two ways": """
def kept(row):
    for x in row:
        if x == 2:
            return note("two")
        if x == 1:
            break
    note("after")
    return 0
def main():
    return [once([2]), once([1]), once([0])]
def once(row):
    found = kept(row)
    return [found]
""",
    "a closure": """
def kept(x):
    return lambda: x
def main():
    made = []
    for x in (1, 2, 3):
        y = kept(x)
        made.append(y)
    return [one() for one in made]
""",
    "a default that is made once": """
def kept(x, row=[]):
    row.append(x)
    return row
def main():
    found = []
    for x in (1, 2):
        y = kept(x)
        found.append(len(y))
    return found
""",
    "nonlocal": """
def main():
    x = 1
    def inner():
        nonlocal x
        x += 1
        note("inner")
        return x
    y = kept(x, inner)
    return [x, y]
def kept(p, f):
    f()
    return p
""",
    "a chain of comparisons": """
def kept(x):
    note("inside")
    note(x)
    return x
def main():
    return [once(1), once(9)]
def once(x):
    y = x < 5 < kept(7)
    return y
""",
}
KEPT = {name: LOG + text for name, text in KEPT.items()}
