"""JSON is read strictly, and every fault has its line and column."""

import pytest
from acupacer_host.content import reading


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (b"[1,]", "line 1, column 4: a comma too many before ]"),
        (b'{"a":1,\n }', "line 2, column 2: a comma too many before }"),
        (b"[1 2]", "line 1, column 4: not JSON: expecting ',' delimiter"),
        (b'{"a" 1}', "line 1, column 6: not JSON: expecting ':' delimiter"),
        (b'{"a":1,\n "a":2}', 'line 2, column 2: key "a" is given twice'),
        (b'{"a":1,"\\u0061":2}', 'line 1, column 8: key "\\u0061" is given twice'),
        (b'{"a":[{"b":1,"b":2}]}', 'line 1, column 14: key "b" is given twice'),
        (b"[NaN]", "line 1, column 2: NaN is not JSON"),
        (b"[1,-Infinity]", "line 1, column 4: -Infinity is not JSON"),
        (b'["a\nb"]', "line 1, column 4: not JSON: invalid control character"),
        (b'["\\q"]', "line 1, column 3: not JSON: invalid \\escape"),
        (b"[01]", "line 1, column 3: not JSON: expecting ',' delimiter"),
        (b"[1]\0", "line 1, column 4: not JSON: extra data"),
        (b"", "line 1, column 1: the document is cut off here"),
        (b'{"a":', "line 1, column 6: the document is cut off here"),
        (
            b'\n\n["\xe4"]',
            "line 3, column 3: byte 0xe4 is not UTF-8; in the code page Windows-1252 "
            "(or Latin-1) it is ä; save the file as UTF-8",
        ),
        (b"[\n" * 100000, "line 9, column 1: nested deeper than 8 levels"),
        (b"[1,\n " + b"9" * 5000 + b"]", "line 2, column 2: a number of 5000 digits"),
        (b"[-" + b"9" * 5000 + b"]", "line 1, column 2: a number of 5001 digits"),
    ],
)
def test_strict_json_refuses(text, fault):
    assert reading.read(text).faults == [fault]


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}',
        b'["a","a",{"NaN":"NaN"}]',
        b'{"a":"{\\"a\\":1}","b":"]}"}',
        b' [true,false,null,-1.5e3,"\\\\"] ',
        "[\"é\"]".encode(),
    ],
)  # fmt: skip
def test_strict_json_accepts(text):
    assert reading.read(text).faults == []
