"""What is left of data classes once the build has spelt them out."""

from collections import OrderedDict


def asdict(thing):
    return OrderedDict([(name, _plain(getattr(thing, name))) for name in thing._fields])


def replace(thing, **changes):
    values = {name: getattr(thing, name) for name in thing._fields}
    values.update(changes)
    return type(thing)(**values)


def field(**_):
    raise TypeError("a field outside a data class")


def _plain(value):
    if hasattr(value, "_fields"):
        return asdict(value)
    if isinstance(value, dict):
        return OrderedDict([(key, _plain(each)) for key, each in value.items()])
    if isinstance(value, (list, tuple)):
        return type(value)([_plain(each) for each in value])
    return value
