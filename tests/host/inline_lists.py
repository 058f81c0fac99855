"""Small programs for test_pico_inline: comprehensions, and what is easily copied wrongly."""

from inline_cases import LOG

SAME = {
    "half a list is seen": """
def main():
    row = "old"
    try:
        row = [1 // x for x in (1, 0)]
    except ZeroDivisionError:
        note(row)
    return row
""",
    "a list that looks at itself": """
def main():
    row = 1
    ask = lambda: row
    row = [ask() for _ in (1, 2)]
    row = [row for _ in row]
    return row
""",
    "a list of its old value": """
def main():
    row = (1, 2)
    row = [(x, row) for x in row]
    return row
""",
    "names within": """
def main():
    x = 9
    found = [[x for x in range(x)] for x in (1, 2, 3)]
    more = [x for x in [x for x in (x, x)] if x]
    return [found, more, x]
""",
    "key before value": """
def main():
    return [{note(x): note(-x) for x in (1, 2)}, {x: note(x) for x in (3, 4)}]
""",
    "each kind, and where": """
def main():
    if note(0) or [x for x in (1, 2)]:
        found = {x % 2 for x in (1, 2, 3)}
    while len(log) < 4 and [note(x) for x in (5, 6)]:
        note("again")
    return [sorted(found), [x + y for x in (1, 2) if x for y in (x, 3) if y > 1]]
""",
    "a small one of itself": """
def small(x):
    return -x
def main():
    return small(small(3)) + small(1)
""",
    "a constructor that changes another": """
class Thing:
    def __init__(self):
        self.size = 1
    def ask(self):
        return [self.size, make(self)]
class Other:
    def __init__(self, thing):
        thing.size = 9
def make(thing):
    note("made")
    Other(thing)
    return thing.size
def main():
    return Thing().ask()
""",
    "in the constructor itself": """
class Thing:
    def __init__(self):
        self.size = 1
        found = [self.size, self.again(2)]
        self.size = 7
        self.found = [*found, self.size]
    def again(self, x):
        note(self.size)
        note(x)
        return self.size + x
def main():
    return Thing().found
""",
}
SAME = {name: LOG + text for name, text in SAME.items()}
