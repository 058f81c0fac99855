"""The device in a browser: the core on MicroPython's WebAssembly port, in a worker of its own.

What the page's worker offers is the module ``_acupacer_page`` (``web/src/worker.js``). Only
numbers and strings cross to it; bytes go as hexadecimal digits. Whole numbers from 2^31 on do
not survive the crossing, so whatever may grow that large crosses as a float.
"""
