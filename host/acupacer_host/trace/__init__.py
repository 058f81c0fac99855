"""What happened in a session: replayed from its log and told in words.

May import ``content``.
"""
