"""The files that the page's bundle has of a package."""


class _File:
    def __init__(self, path):
        self._path = path

    def __truediv__(self, name):
        return _File(self._path + "/" + name)

    joinpath = __truediv__

    def read_bytes(self):
        with open(self._path, "rb") as source:
            return source.read()

    def read_text(self, encoding="utf-8"):
        return self.read_bytes().decode()


def files(package):
    return _File("/" + package)
