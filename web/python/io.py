"""A text as a file."""


class StringIO:
    def __init__(self, text="", newline=None):
        self._parts = [text]

    def write(self, text):
        self._parts.append(text)

    def getvalue(self):
        return "".join(self._parts)

    def __iter__(self):
        """Lines with their ends: after a line feed, or a carriage return alone."""
        text = self.getvalue()
        line = []
        for at, sign in enumerate(text):
            line.append(sign)
            if sign == "\n" or (sign == "\r" and text[at + 1 : at + 2] != "\n"):
                yield "".join(line)
                line = []
        if line:
            yield "".join(line)
