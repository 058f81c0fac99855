"""One session from its first prompt to its end.

The plan made of a routine and today's doses, the clocks that run through it, what every
button does in it, its end, its record and its view. May import ``input``, ``cue``,
``clock``, ``routine``, ``progress``, ``screen`` and ``text``.
"""
