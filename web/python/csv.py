"""Tables of text, read and written as CPython's module does in its usual dialect."""

import _acupacer_browser as browser

_FIELD_LIMIT = 131072


class Error(Exception):
    pass


def reader(lines, delimiter=",", strict=False):
    cells, cell, state = [], [], "begin"  # of a cell: begin, plain, quoted, ended (by a quote)
    for line in lines:
        for sign in line:
            if state == "quoted":
                if sign == '"':
                    state = "ended"
                else:
                    cell.append(sign)
            elif sign == '"' and state == "begin":
                state = "quoted"
            elif sign == '"' and state == "ended":
                cell.append(sign)
                state = "quoted"
            elif sign == delimiter or sign in "\r\n":
                if sign == delimiter or cells or cell or state != "begin":
                    cells.append(_whole(cell))
                cell, state = [], "begin"
                if sign != delimiter:
                    break
            elif state == "ended" and strict:
                raise Error("'%s' expected after '\"'" % delimiter)
            else:
                cell.append(sign)
                state = "plain"
        if state == "quoted":
            _check(cell)
            continue
        if cell or state != "begin" or (cells and line[-1:] not in ("\r", "\n")):
            cells.append(_whole(cell))
        yield cells
        cells, cell, state = [], [], "begin"
    if state == "quoted":
        if strict:
            raise Error("unexpected end of data")
        yield cells + ["".join(cell)]


def _check(cell):
    if len(cell) > _FIELD_LIMIT:
        raise Error("field larger than field limit (%d)" % _FIELD_LIMIT)


def _whole(cell):
    _check(cell)
    return "".join(cell)


class writer:
    def __init__(self, out):
        self._out = out

    def writerow(self, cells):
        told = ["" if cell is None else _cell(_text(cell)) for cell in cells]
        if told == [""]:
            told = ['""']
        self._out.write(",".join(told) + "\r\n")


def _text(cell):
    # The interpreter's own text of a float has digits too many.
    return browser.float_text(cell) if isinstance(cell, float) else str(cell)


def _cell(text):
    if any([sign in text for sign in ',"\r\n']):
        return '"' + text.replace('"', '""') + '"'
    return text
