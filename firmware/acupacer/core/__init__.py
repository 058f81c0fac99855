"""The portable core: decides everything a device does and touches no hardware.

``device.Device`` composes the rooms below and is the only module that knows them all;
``events`` says what crosses the line to a board. The same files run on CPython and
MicroPython. Which room may import which: the table in tests/test_rooms.py.
"""
