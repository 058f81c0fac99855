"""config.json as people's editors and fingers leave it: bytes in, verdict out.

TAKEN: name, bytes, the values that differ from the defaults. REFUSED: name, bytes, the
message, each line without its ``config.json line `` or ``config.json: ``.
"""

SOUND = '{\n  "id": "Küche",\n  "panel": "sh1106"\n}\n'
VALUES = {"id": "Küche", "panel": "sh1106"}


def utf16(text, is_big=False):
    """``text`` as UTF-16 without mark; MicroPython has no codec for it."""
    pairs = [bytes([ord(char) & 0xFF, ord(char) >> 8]) for char in text]
    return b"".join([bytes([pair[1], pair[0]]) if is_big else pair for pair in pairs])


TAKEN = (
    ("plain", SOUND.encode(), VALUES),
    ("UTF-8 with a byte order mark", b"\xef\xbb\xbf" + SOUND.encode(), VALUES),
    ("UTF-16, little end first", b"\xff\xfe" + utf16(SOUND), VALUES),
    ("UTF-16, big end first", b"\xfe\xff" + utf16(SOUND, is_big=True), VALUES),
    ("UTF-16 without a mark", utf16(SOUND), VALUES),
    ("UTF-16 without a mark, big end first", utf16(SOUND, is_big=True), VALUES),
    ("lines end in CR LF", SOUND.replace("\n", "\r\n").encode(), VALUES),
    ("lines end in CR", SOUND.replace("\n", "\r").encode(), VALUES),
    ("empty", b"", {}),
    ("blanks", b" \r\n\t\n", {}),
    ("a comment only", b"# nothing yet", {}),
    ("an empty object", b"{}", {}),
    (
        "comments",
        b'// mine\n{ # all\r\n/* two\n lines */"product"/**/:// why\ntrue # "id": "no"\n'
        b"}// end",
        {"product": True},
    ),
    ("what looks like comments is text", b'{"id": "a//b#c/*d*/"}', {"id": "a//b#c/*d*/"}),
    ("a comma before the brace", b'{"product": true,\n}', {"product": True}),
    (
        "numbers in hex",
        b'{"address": 0x3d, "motor_hz": 0XFF}',
        {"address": 61, "motor_hz": 255},
    ),
    ("below zero", b'{"column_offset": -1, "contrast_pct": 07}', {"contrast_pct": 7}),
    ("escapes", b'{"id": "\\u00fc \\"\\\\\\/ \\ud83d\\ude00"}', {"id": 'ü "\\/ 😀'}),
    ("a web page's blanks", '{\u00a0"product":\u00a0true\u00a0}'.encode(), {"product": True}),
    ("curly quotes within text", '{"id": "“a”"}'.encode(), {"id": "“a”"}),
    ("all in one line", b'{"next_pin":12,"stop_pin":11}', {"next_pin": 12, "stop_pin": 11}),
)

REFUSED = (
    (
        "Windows-1252",
        SOUND.encode().replace(b"\xc3\xbc", b"\xfc"),
        "2, column 11: not UTF-8 from here on; save the file as UTF-8",
    ),
    (
        "UTF-16 cut off",
        b"\xff\xfe" + utf16('{\n"id": "a"}') + b"\n",
        "2, column 11: not UTF-8 from here on; save the file as UTF-8",
    ),
    (
        "half a pair of UTF-16",
        b"\xff\xfe" + utf16('{"id": "') + b"\x00\xd8" + utf16('"}'),
        "1, column 9: not UTF-8 from here on; save the file as UTF-8",
    ),
    ("one zero byte", b"\x00", "1, column 1: { is missing before the first name"),
    (
        "a name of nothing",
        b'{"": 1}',
        '1, column 2: "" is unknown; allowed: id, product, start_pin, next_pin, stop_pin, '
        "active_high, motor_pin, motor_hz, duty_cap_pct, soft_start_ms, pulse_cap_ms, buzzer, "
        "buzzer_pin, panel, sda_pin, scl_pin, i2c_hz, address, column_offset, rotate_180, "
        "contrast_pct",
    ),
    ("no object", b"[60]", "1, column 1: { is missing before the first name"),
    (
        "a name before it",
        b'config = {"id": ""}',
        "1, column 1: { is missing before the first name",
    ),
    (
        "no opening brace",
        b'"product": true\n"panel": "sh1106"\n',
        "1, column 1: { is missing before the first name\n"
        "1, column 16: a comma is missing here",
    ),
    ("no closing brace", b'{\n"product": true\n\n', "2, column 16: the closing } is missing"),
    (
        "two objects",
        b'{"product": true}\n{"panel": "sh1106"}',
        "2, column 1: nothing may follow the closing }",
    ),
    (
        "no comma",
        b'{\n  "product": true // mine\n  "panel": "lcd"\n}',
        "2, column 18: a comma is missing here\n"
        '3, column 12: panel: "lcd" does not fit; write "ssd1306" or "sh1106" or "none"',
    ),
    ("a comma too many", b'{"product": true,, }', "1, column 18: a name in quotes is missing"),
    ("no colon", b'{"product" true\n}', '1, column 12: a colon is missing after "product"'),
    (
        "equals",
        b"{product = true}",
        '1, column 2: quotes are missing: "product"\n'
        '1, column 10: a colon is missing after "product"',
    ),
    (
        "no value",
        b'{"panel": , "buzzer":\n}',
        '1, column 11: a value is missing after "panel"\n'
        '2, column 1: a value is missing after "buzzer"',
    ),
    (
        "a value is forgotten",
        b'{"panel":\n "product": true,\n"motor_hz": 1}',
        '2, column 2: panel: "product" does not fit; write "ssd1306" or "sh1106" or "none"\n'
        "2, column 11: a comma is missing here\n"
        "3, column 13: motor_hz: 1 does not fit; write 50 to 1000",
    ),
    (
        "no closing quote",
        b'{\n"panel: "sh1106",\n"buzzer": "active,\n"motor_hz": 1}',
        '2, column 10: a colon is missing after "panel: "\n'
        "3, column 11: the closing quote is missing\n"
        "4, column 13: motor_hz: 1 does not fit; write 50 to 1000",
    ),
    (
        "no opening quote",
        b'{panel": "sh1106",\n"buzzer": active"}',
        "1, column 2: the opening quote is missing\n2, column 11: the opening quote is missing",
    ),
    (
        "no quotes",
        b"{panel: sh1106}",
        '1, column 2: quotes are missing: "panel"\n'
        '1, column 9: panel: sh1106 does not fit; write "ssd1306" or "sh1106" or "none"',
    ),
    (
        "single quotes",
        b"{'panel': 'sh1106', \"id\": 'a'}",
        '1, column 2: write straight double quotes: "panel"\n'
        '1, column 11: write straight double quotes: "sh1106"\n'
        '1, column 27: write straight double quotes: "a"',
    ),
    (
        "a word processor's quotes",
        '{“panel”: „sh1106“,\n ‘product": true}'.encode(),
        '1, column 2: write straight double quotes: "panel"\n'
        '1, column 11: write straight double quotes: "sh1106"\n'
        '2, column 2: write straight double quotes: "product"',
    ),
    (
        "Python's words",
        b'{"product": True, "active_high": None,\n"rotate_180": no, "id": None}',
        "1, column 13: product: True does not fit; write true or false\n"
        "1, column 34: active_high: None does not fit; write true or false\n"
        "2, column 15: rotate_180: no does not fit; write true or false\n"
        "2, column 25: id: None does not fit; write text in quotes",
    ),
    (
        "numbers as text",
        b'{"address": "0x3C", "product": "true",\n"start_pin": "GP10", "stop_pin": GP12}',
        '1, column 13: address: "0x3C" is text; write 60 or 0x3C without quotes\n'
        '1, column 32: product: "true" is text; write true or false without quotes\n'
        '2, column 14: start_pin: "GP10" is text; write a GP number without quotes\n'
        "2, column 34: stop_pin: GP12 does not fit; write a GP number",
    ),
    (
        "addresses with the write bit",
        b'{"address": 0x78}',
        "1, column 13: address: 0x78 is 0x3C written with its write bit: write 60 or 0x3C",
    ),
    (
        "addresses with the write bit, decimal",
        b'{"address": 122}',
        "1, column 13: address: 0x7A is 0x3D written with its write bit: write 61 or 0x3D",
    ),
    (
        "an address",
        b'{"address": 0x20}',
        "1, column 13: address: 32 does not fit; write 60 or 0x3C",
    ),
    (
        "no such numbers",
        b'{"motor_hz": 60.5, "soft_start_ms": 1e1, "column_offset": -5,\n'
        b'"duty_cap_pct": 0x, "contrast_pct": true, "pulse_cap_ms": 99999999999999999999}',
        "1, column 14: motor_hz: 60.5 does not fit; write 50 to 1000\n"
        "1, column 37: soft_start_ms: 1e1 does not fit; write 0 to 60\n"
        "1, column 59: column_offset: -5 does not fit; write -1 to 4\n"
        "2, column 17: duty_cap_pct: 0x does not fit; write 10 to 100\n"
        "2, column 37: contrast_pct: true does not fit; write 1 to 100\n"
        "2, column 59: pulse_cap_ms: a huge number does not fit; write 800 to 2000",
    ),
    (
        "text that is a number",
        b'{"panel": 1306, "id": 7}',
        '1, column 11: panel: 1306 does not fit; write "ssd1306" or "sh1106" or "none"\n'
        "1, column 23: id: 7 does not fit; write text in quotes",
    ),
    (
        "an id",
        b'{"id": "a\tb"}',
        "1, column 8: id: at most 64 characters, and printable ones",
    ),
    (
        "contacts instead of GP numbers",
        b'{"start_pin": 29, "next_pin": 31, "stop_pin": 36, "motor_pin": 0}',
        "1, column 15: start_pin: 29 is no GP number a wire can go to "
        "(the pin's number on the board's edge? GP22 is pin 29)\n"
        "1, column 31: next_pin: 31 is no GP number a wire can go to "
        "(the pin's number on the board's edge? GP26 is pin 31)\n"
        "1, column 47: stop_pin: 36 is no GP number a wire can go to; "
        "write 2 to 22 or 26 to 28\n"
        "1, column 64: motor_pin: 0 is no GP number a wire can go to; "
        "write 2 to 22 or 26 to 28",
    ),
    (
        "misspelt names",
        b'{"pannel": "sh1106",\n"Startpin": 10, "motor-pin": 15}',
        '1, column 2: "pannel" is unknown; did you mean panel?\n'
        '2, column 1: "Startpin" is unknown; did you mean start_pin?\n'
        '2, column 17: "motor-pin" is unknown; did you mean motor_pin?',
    ),
    (
        "a name twice",
        b'{"panel": "sh1106",\n"product": true,\n"panel": "none"}',
        '3, column 1: "panel" is here again, first in line 1',
    ),
    (
        "nested",
        b'{"pins": {"start": [10], "next": 11}, "address": [60,\n61], "motor_hz": 1}',
        "1, column 10: a value has to be text, a number, true or false\n"
        "1, column 50: a value has to be text, a number, true or false\n"
        "2, column 18: motor_hz: 1 does not fit; write 50 to 1000",
    ),
    (
        "a comment without end",
        b'{"product": true, /* mine\n}',
        "1, column 19: the comment's end is missing: */\n2, column 2: the closing } is missing",
    ),
    (
        "a Windows path",
        b'{"id": "C:\\pico"}',
        "1, column 11: no such escape; write \\\\ for a backslash",
    ),
    (
        "half an escaped pair",
        b'{"id": "\\ud83d"}',
        "1, column 9: no such escape; write \\\\ for a backslash",
    ),
    (
        "pins that clash",
        b'{"motor_hz": 1,\n"start_pin": 16, "scl_pin": 7, "motor_pin": 17}',
        "1, column 14: motor_hz: 1 does not fit; write 50 to 1000\n"
        "2, column 14: buzzer_pin: GP16 is start_pin already\n"
        "2, column 29: scl_pin: the I2C blocks need an even sda_pin and the pin after it\n"
        "2, column 45: buzzer_pin: shares its PWM slice with motor_pin; choose another",
    ),
    ("too long", b"#" * 4097, "longer than 4096 bytes"),
    (
        "nothing is read after twenty faults",
        b"{" + b"," * 22 + b"]",
        "\n".join(
            ["1, column {}: a name in quotes is missing".format(2 + at) for at in range(20)]
        ),
    ),
)
