"""The short form: a routine as text, a line a step, and the same as rows of a table.

``tokens`` cuts a line up, ``clauses`` says what its parts mean, ``draft`` collects them and
makes a step, ``place_words`` says which place is meant, ``reading`` reads a whole text and
``writing`` writes one. ``table_reading`` and ``table_writing`` do the same for CSV, whose
cells are clauses. ``located`` tells faults of the core by line. The words are in ``words``.
"""
