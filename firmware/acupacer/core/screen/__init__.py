"""What does the panel show?

A view (what is to be said) becomes a drawing, pixels, and the windows of bytes a panel
takes. A screen is one class in a ``*_screen`` or ``*_screens`` module, a language one
``words_*`` module; fonts and pictures are here too. May import ``text``, ``cue`` and
``routine``.
"""
