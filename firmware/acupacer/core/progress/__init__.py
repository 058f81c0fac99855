"""From history to today's dose: what was done, what that counts for, what is asked today.

Read it in this order: ``history`` (the lines), ``progress`` (folds them), ``booking``
and ``open_session`` (what a session counts for), ``counts`` (how often), ``levels`` (how
much), ``prescriptions`` (today's seconds and the reason). May import ``text``,
``clock``, ``cue`` and ``routine``.
"""
