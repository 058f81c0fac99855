"""What sessions were: the library of pulled histories, and what they amount to.

May import ``device``.
"""
