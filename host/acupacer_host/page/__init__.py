"""What the page's second worker asks of this program: texts in, texts out, see ``maker``.

It runs in the browser, lowered by ``tools/lowering.py``, and here for the tests. May import
``device``, ``content``, ``records``, ``pictures`` and ``image``; it needs neither a file nor a
port.
"""
