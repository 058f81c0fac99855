"""A Pico's firmware image: what it holds, its UF2 file, the drive that takes it.

May import ``content``.
"""
