"""Regular expressions by the browser's: patterns are Python's, places count characters."""

import _acupacer_browser as browser

IGNORECASE = I = 2
MULTILINE = M = 8
DOTALL = S = 16
_known = {}
_ONCE, _HERE, _WHOLE = 0, 1, 2  # search anywhere, at the place, to the end


class Match:
    def __init__(self, pattern, text, told):
        spans = [int(each) for each in told.split(",")]
        self.re = pattern
        self.string = text
        self._spans = [(spans[at], spans[at + 1]) for at in range(0, len(spans), 2)]

    def _number(self, which):
        return which if isinstance(which, int) else self.re._names.index(which) + 1

    def span(self, which=0):
        return self._spans[self._number(which)]

    def start(self, which=0):
        return self.span(which)[0]

    def end(self, which=0):
        return self.span(which)[1]

    def _of(self, span, default=None):
        return default if span[0] < 0 else self.string[span[0] : span[1]]

    def group(self, *which):
        if not which:
            return self._of(self._spans[0])
        if len(which) == 1:
            return self._of(self.span(which[0]))
        return tuple([self._of(self.span(each)) for each in which])

    def __getitem__(self, which):
        return self._of(self.span(which))

    def groups(self, default=None):
        return tuple([self._of(span, default) for span in self._spans[1:]])

    def groupdict(self, default=None):
        names = self.re._names
        return {name: self._of(self.span(name), default) for name in names if name}

    @property
    def lastgroup(self):
        last = [at for at, span in enumerate(self._spans) if at and span[0] >= 0]
        return (self.re._names[last[-1] - 1] or None) if last else None

    def expand(self, template):
        return _filled(self, template)


class Pattern:
    def __init__(self, pattern, flags):
        self.pattern = pattern
        self.flags = flags
        self._id, names = browser.regex(pattern, flags).split(" ", 1)
        self._id = int(self._id)
        self._names = names.split(",") if names else []

    def _found(self, text, at, how):
        told = browser.find(self._id, text, at, how)
        return Match(self, text, told) if told else None

    def search(self, text, at=0):
        return self._found(text, at, _ONCE)

    def match(self, text, at=0):
        return self._found(text, at, _HERE)

    def fullmatch(self, text, at=0):
        return self._found(text, at, _WHOLE)

    def finditer(self, text):
        told = browser.find_all(self._id, text)
        for each in told.split(";") if told else ():
            yield Match(self, text, each)

    def findall(self, text):
        if not self._names and "\0" not in text:
            told = browser.find_texts(self._id, text)
            return told[1:].split("\0") if told else []
        made = []
        for match in self.finditer(text):
            groups = match.groups("")
            made.append(
                match.group() if not groups else groups[0] if len(groups) == 1 else groups
            )
        return made

    def sub(self, put, text, count=0):
        made, at, done = [], 0, 0
        for match in self.finditer(text):
            if count and done == count:
                break
            start, end = match.span()
            made.append(text[at:start])
            made.append(_filled(match, put) if isinstance(put, str) else put(match))
            at = end
            done += 1
        if not done:
            return text
        made.append(text[at:])
        return "".join(made)

    def split(self, text, count=0):
        made, at = [], 0
        for match in self.finditer(text):
            if count and len(made) >= count:
                break
            start, end = match.span()
            made.append(text[at:start])
            made.extend(match.groups())
            at = end
        made.append(text[at:])
        return made


def _filled(match, template):
    if "\\" not in template:
        return template
    made, at = "", 0
    while at < len(template):
        each = template[at]
        at += 1
        if each != "\\":
            made += each
            continue
        each = template[at]
        at += 1
        if each == "g":
            end = template.index(">", at)
            name = template[at + 1 : end]
            made += match.group(int(name) if name.isdigit() else name) or ""
            at = end + 1
        elif each.isdigit():
            made += match.group(int(each)) or ""
        else:
            made += {"n": "\n", "t": "\t", "\\": "\\"}[each]
    return made


def compile(pattern, flags=0):
    key = (pattern, flags)
    if key not in _known:
        _known[key] = Pattern(pattern, flags)
    return _known[key]


def search(pattern, text, flags=0):
    return compile(pattern, flags).search(text)


def sub(pattern, put, text, count=0, flags=0):
    return compile(pattern, flags).sub(put, text, count)
