"""Pictures of it all: report, charts, film, gallery, timeline, pocket card.

May import ``content`` and ``records``.
"""
