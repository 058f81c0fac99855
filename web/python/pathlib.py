"""Of a path its name: the page has no files of the computer's."""


class Path:
    def __init__(self, name):
        self._name = str(name)

    @property
    def name(self):
        return self._name.rpartition("/")[2]

    @property
    def suffix(self):
        head, dot, tail = self.name.rpartition(".")
        return dot + tail if head and tail else ""

    def __str__(self):
        return self._name
