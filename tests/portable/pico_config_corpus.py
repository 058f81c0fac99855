"""What both interpreters say of every config.json in ``pico_config_files``."""

import sys

sys.path.insert(0, sys.argv[1])
sys.path.insert(0, __file__.rsplit("/", 1)[0])

from acupacer.boards.pico.config import DEFAULTS, ConfigError
from acupacer.boards.pico.config_check import parse
from pico_config_files import REFUSED, TAKEN


def verdict(data):
    try:
        config = parse(data)
    except ConfigError as error:
        return error.message
    differing = [name for name, default in DEFAULTS if getattr(config, name) != default]
    return "taken: " + ", ".join(
        ["{} {}".format(name, ascii_only(str(getattr(config, name)))) for name in differing]
    )


def ascii_only(text):
    return "".join([char if char < "\x7f" else "U+{:X}".format(ord(char)) for char in text])


for name, data, _ in TAKEN + REFUSED:
    print("# " + name)
    print(verdict(data))
