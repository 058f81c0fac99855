"""Of the tools for rows those that are asked for."""


def groupby(values, key=None):
    rows = []
    last = None
    for value in values:
        now = value if key is None else key(value)
        if rows and now == last:
            rows.append(value)
            continue
        if rows:
            yield last, iter(rows)
        rows, last = [value], now
    if rows:
        yield last, iter(rows)


def zip_longest(*values, fillvalue=None):
    rows = [list(each) for each in values]
    for at in range(max([len(row) for row in rows])):
        yield tuple([row[at] if at < len(row) else fillvalue for row in rows])


def islice(values, begin, end):
    for at, value in enumerate(values):
        if end is not None and at >= end:
            return
        if at >= begin:
            yield value
