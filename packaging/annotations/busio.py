"""Names that Adafruit's drivers have in their annotations, and nothing else asks for.

Their own modules of these names look for a board and its libraries when they are imported;
the panel's bus is the program's (acupacer/boards/pi/oled.py).
"""


class I2C:
    """A bus with two wires."""


class SPI:
    """A bus with three."""
