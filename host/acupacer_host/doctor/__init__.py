"""Why does it not work? The usual reasons, looked for one by one.

May import ``device``, ``content`` and ``trace``.
"""
