"""What is kept, how is it read, written and kept short?

One protocol to the board's store, the power-up that reads everything, the journal that
appends records, the writers of settings and index, the compaction of the history. May
import ``text``, ``clock``, ``routine`` and ``progress``.
"""
