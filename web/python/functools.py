"""Functions that remember what they answered."""


def lru_cache(most=128):
    if callable(most):
        return _remembering(most, 128)
    return lambda function: _remembering(function, most)


def cache(function):
    return _remembering(function, 0)


def _remembering(function, most):
    known = {}

    def call(*values):
        if values not in known:
            if most and len(known) >= most:
                known.clear()
            known[values] = function(*values)
        return known[values]

    return call
