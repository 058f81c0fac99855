"""What does the panel show?

A view (what is to be said) becomes a drawing, pixels, and the windows of bytes a panel
takes; fonts, pictures and the words of every language. May import ``cue`` and
``routine``.
"""
