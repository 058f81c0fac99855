"""Everything outside a session: power-up, questions, home, settings, trainer, opening.

May import every room but ``link``.
"""
