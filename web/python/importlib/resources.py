"""The files that the page's bundle has of a package."""

# The device's own program has brought it.
_ELSEWHERE = {"acupacer_data/routines.json": "acupacer/routines.json"}


class _File:
    def __init__(self, path):
        self._path = path

    def __truediv__(self, name):
        return _File(self._path + "/" + name)

    joinpath = __truediv__

    def read_bytes(self):
        with open("/" + _ELSEWHERE.get(self._path, self._path), "rb") as source:
            return source.read()

    def read_text(self, encoding="utf-8"):
        return self.read_bytes().decode()


def files(package):
    return _File(package.replace(".", "/"))
