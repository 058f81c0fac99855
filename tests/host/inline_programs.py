"""Makes random programs of many functions that are called from one place."""

FUNCTIONS = 9
VARIABLES = ("a", "b", "c")


class _Maker:
    """Each function calls those with higher numbers, each of them once in the program."""

    def __init__(self, rng):
        self._rng = rng
        self._owed = {}  # function -> numbers of those it has to call

    def text(self):
        lines = [
            "class Thing:",
            "    def __init__(self, size):",
            "        self.size = size",
            "        self.fixed = size + 1",
        ]
        callers = {number: self._rng.randrange(-1, number) for number in range(FUNCTIONS)}
        for number, caller in callers.items():
            self._owed.setdefault(caller, []).append(number)
        for number in range(FUNCTIONS):
            if number % 2:
                lines += self._function(number, 1)
        for number in range(0, FUNCTIONS, 2):
            lines += self._function(number, 0)
        lines += ["def note(x):", "    log.append(x)", "    return x"]
        lines += ["def turn():", "    turns.append(0)"]
        lines += ["    return len(turns) < 50 and len(turns) % 3 > 0"]
        lines += [
            "def main():",
            "    return [run(a, b) for a in (0, 1, 2, 5) for b in (0, 1, 3)]",
        ]
        lines += ["def run(a, b):", "    self = Thing(b)", "    c = 1"]
        lines += self._lines(-1, 1, 6, False)
        return "\n".join([*lines, "    return [a, b, c, self.size]"]) + "\n"

    def _function(self, number, depth):
        pad = "    " * depth
        defaults = self._rng.choice(["a, b", "a, b=4", "b, a=2"])
        lines = [f"{pad}def f{number}(self, {defaults}):", f"{pad}    c = {number}"]
        if self._rng.random() < 0.15 and not self._owed.get(number):
            return [lines[0], f"{pad}    return {self._value(number, 2)}"]
        lines += self._lines(number, depth + 1, self._rng.randrange(1, 6), False)
        if self._owed.get(number):
            lines += self._lines(number, depth + 1, 2 * len(self._owed[number]), False)
        if self._rng.random() < 0.7:
            lines.append(f"{pad}    return {self._value(number, 2)}")
        return lines

    def _lines(self, number, depth, count, is_loop):
        lines = []
        for _ in range(count):
            lines += self._line(number, depth, is_loop)
        return lines

    def _line(self, number, depth, is_loop):
        pad = "    " * depth
        kinds = ("note", "set", "size", "more", "call", "return")
        if depth < 5:
            kinds += ("if", "if", "else", "for", "while", "try")
        kind = self._rng.choice(kinds)
        name = self._rng.choice(VARIABLES)
        value = self._value(number, 2)
        simple = {
            "note": f"{pad}note({value})",
            "set": f"{pad}{name} = {value}",
            "size": f"{pad}self.size = {value}",
            "more": f"{pad}{self._rng.choice([name, 'self.size'])} += {value}",
            "call": f"{pad}{value}",
        }
        if kind in simple:
            return [simple[kind]]
        if kind == "return":
            return self._leaving(number, pad, f"{value} > 3", is_loop)
        return self._compound(kind, number, depth, f"{name} in range({value} % 3)", is_loop)

    def _leaving(self, number, pad, test, is_loop):
        if is_loop and self._rng.random() < 0.4:
            way = self._rng.choice(["break", "continue"])
            return [f"{pad}if {test}:", f"{pad}    {way}"]
        return [f"{pad}if {test}:", f"{pad}    return {self._value(number, 1)}"]

    def _compound(self, kind, number, depth, test, is_loop):
        pad = "    " * depth

        def below(loop=is_loop):
            return self._lines(number, depth + 1, self._rng.randrange(1, 3), loop)

        if kind == "if":
            return [f"{pad}if {self._value(number, 2)} > 2:", *below()]
        if kind == "else":
            return [f"{pad}if {self._value(number, 2)}:", *below(), f"{pad}else:", *below()]
        if kind == "for":
            return [f"{pad}for {test}:", *below(True)]
        if kind == "while":
            return [f"{pad}while turn():", *below(True)]
        error = self._rng.choice(["ZeroDivisionError", "ValueError"])
        tail = [f"{pad}finally:", *below()] if self._rng.random() < 0.3 else []
        return [f"{pad}try:", *below(), f"{pad}except {error}:", *below(), *tail]

    def _value(self, number, depth):
        rng = self._rng
        owed = self._owed.get(number)
        if owed and rng.random() < 0.5:
            called = owed.pop()
            first = f"self.f{called}(" if called % 2 else f"f{called}(self, "
            given = rng.choice(["a={}, b={}", "b={}, a={}"])
            pair = self._value(number, depth - 1), self._value(number, depth - 1)
            return f"({first}{given.format(*pair)}) or 0)"
        if depth <= 0:
            return rng.choice([*VARIABLES, "self.size", "self.fixed", "3", "7"])
        kind = rng.randrange(8)
        left, right = self._value(number, depth - 1), self._value(number, depth - 1)
        return (
            f"({left} + {right})",
            f"({left} - note({right}))",
            f"({left} if {right} else {self._value(number, depth - 1)})",
            f"({left} and {right})",
            f"(12 // {left} % 9)",
            f"sum([x + {left} for x in (1, 2, {right})])",
            f"note({left})",
            f"({left} < {right})",
        )[kind]


def program(rng):
    """The text of a module with a function main."""
    return _Maker(rng).text()
