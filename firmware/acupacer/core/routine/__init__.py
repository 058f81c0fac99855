"""What is a routine, and is this one sound?

The document's fields and limits, the checks, the scanner that indexes it while its bytes
arrive, points, places, what is unsafe for whom, and how long a routine takes. May import
``text``.
"""
