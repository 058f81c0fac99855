"""Small programs for test_pico_inline: functions that must be written out."""

LOG = "def note(x, *more):\n    log.append(x)\n    return x\n"

# name -> a program; functions called gone* must not be functions any more
WRITTEN_OUT = {
    "a statement": """
def gone(x):
    note(x)
    note(2)
def main():
    gone(1)
    note(3)
""",
    "an early return": """
def gone(x):
    if x > 1:
        note("early")
        return
    note("late")
def main():
    for x in (1, 2):
        gone(x)
    note("after")
""",
    "a value on each way": """
def gone(x):
    if x == 1:
        return note("one")
    if x == 2:
        return note("two")
    elif x == 3:
        note("three")
def main():
    found = []
    for x in (1, 2, 3, 4):
        y = gone(x)
        found.append(y)
    return found
""",
    "a return within a loop": """
def gone(row, wanted):
    for at in row:
        note(at)
        if at == wanted:
            return at * 10
    note("not there")
    return -1
def main():
    return [once(3), once(7)]
def once(x):
    found = gone([1, 3, 5], x)
    note(found)
    return found
""",
    "returned as it is": """
def gone(x):
    for at in range(9):
        for there in range(9):
            if at * there == x:
                return at, there
def main():
    return [once(12), once(77)]
def once(x):
    note(x)
    return gone(x)
""",
    "the last statement": """
def gone(x):
    for at in range(9):
        for there in range(9):
            if at * there == x:
                return note(at)
    note("none")
def main():
    return [once(12), once(77)]
def once(x):
    note(x)
    gone(x)
""",
    "its names are its own": """
def gone(x):
    y = x + 1
    x = y * 2
    return [x, y]
def main():
    x, y = 5, 6
    z = gone(y)
    return [x, y, z]
""",
    "its parameters change": """
def gone(x):
    while x > 3:
        x -= 1
    note(x)
def main():
    x = 9
    gone(x)
    return x
""",
    "arguments in order, once": """
def gone(a, b, c=7, d=8):
    note([c, b, a, d, b])
def main():
    gone(note(1), d=note(2), b=note(3))
""",
    "an argument that changes meanwhile": """
class Thing:
    def __init__(self):
        self.size = 1
    def grow(self):
        note("grow")
        self.size += 1
        return self.size
    def gone(self, size):
        self.grow()
        note(size)
        return size
    def ask(self):
        found = self.gone(self.size)
        self.grow()
        return found
def main():
    return Thing().ask()
""",
    "a receiver that is asked for once": """
class Thing:
    def __init__(self):
        self.size = 1
    def gone(self, x):
        self.size += x
        self.size += x
        return self.size
def main():
    thing = Thing()
    found = note(thing).gone(4) if not log else 0
    log.clear()
    return [found, thing.size]
""",
    "an expression in place": """
def gone(x, y):
    return x * 2 + y
def main():
    return [x and gone(x, 3) for x in (0, 1, 2)] + [(lambda q: gone_too(q))(4)]
def gone_too(x):
    return -x
""",
    "a comprehension of its own": """
def gone(row):
    x = 3
    return [x + y for y in row]
def main():
    x, y = 1, 2
    found = gone([x, y])
    return [found, x, y]
""",
    "try around it": """
def gone(x):
    note(x)
    if x > 1:
        raise ValueError
    return x
def main():
    return [once(1), once(2)]
def once(x):
    try:
        return gone(x)
    except ValueError:
        return "caught"
    finally:
        note("finally")
""",
    "try within it": """
def gone(x):
    try:
        return 6 // x
    except ZeroDivisionError as error:
        note(str(error))
        return None
def main():
    error = "mine"
    found = [once(2), once(0)]
    return [found, error]
def once(x):
    y = gone(x)
    return [y]
""",
    "half an answer": """
def gone(x):
    if x and note("second"):
        return True
    return False
def main():
    return [once(a, b) for a in (0, 1) for b in (0, 1)]
def once(a, b):
    if a and gone(b):
        return "yes"
    return gone_too(a) if b else "no"
def gone_too(a):
    note(a)
    note("too")
    return a
""",
    "private names of two families": """
class One:
    def ask(self):
        self._gone()
        return 1
    def _gone(self):
        note("one")
        note("more")
class Two:
    def ask_too(self):
        self._gone()
        return 2
    def _gone(self):
        note("two")
        note("more")
def main():
    return [One().ask(), Two().ask_too()]
""",
    "a small property": """
class Thing:
    def __init__(self):
        self._size = 4
    @property
    def gone(self):
        return self._size
    def gone_too(self):
        return self._size > 3
def main():
    thing = Thing()
    thing._size += 1
    return [thing.gone, thing.gone + 1, thing.gone_too(), thing.gone_too()]
""",
    "called by each other": """
def gone(x):
    note(gone_b(x))
    note("a")
def gone_b(x):
    y = gone_c(x) + 1
    return y * y
def gone_c(x):
    note("c")
    y = x
    return y
def main():
    y = 3
    gone(y)
    return y
""",
    "no value": """
def gone(x):
    note(x)
def main():
    y = gone(1)
    return [y]
""",
    "a loop that only ends by a return": """
def gone(x):
    while True:
        x += 7
        if x % 5 == 0:
            return x
def main():
    y = gone(2)
    return y
""",
}
WRITTEN_OUT = {name: LOG + text for name, text in WRITTEN_OUT.items()}
