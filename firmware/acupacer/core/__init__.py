"""The portable core: it decides everything and touches nothing.

Runs unchanged on CPython >= 3.11 and MicroPython >= 1.24. It owns no clock, pin,
file or socket; a board hands it inputs and applies the effects it returns.
"""
