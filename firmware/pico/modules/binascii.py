"""MicroPython's binascii, with the one function more that CPython's has."""

from _acupacer import crc_hqx
from ubinascii import *
