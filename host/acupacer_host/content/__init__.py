"""Routines as documents: read, check, compare, explain, describe.

May import ``device``.
"""
