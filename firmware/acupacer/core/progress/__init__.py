"""From history to today's dose: what was done, what that counts for, what is asked today.

What decides the next hold's length? ``prescriptions.prescription``: the step's dose (from the
routine) at the level of its method at its place, less after "too much". The level comes from
here, in reading order:

* ``history``: the lines of the file; ``records``: what a line says.
* ``progress``: ``Progress.apply`` folds the records one by one, at power-up and as they are
  made; all questions are asked there, too.
* ``booking``: what a session counts for; ``open_session``: the one that is not over yet;
  ``sums``: seconds by place and side.
* ``counts``: how often a routine may run and a place be pressed.
* ``levels``: how much. ``Levels.grow`` and ``Levels.ease`` change a level.
* ``prescriptions``: today's seconds (``prescription``) and the reason (``why``).

Beside it: ``profile`` and ``too_much``, what the user said; ``bounded_memory`` and
``count_memories``, how it is kept. docs/developer/progress.md follows one hold through all of
it. May import ``text``, ``clock``, ``cue`` and ``routine``.
"""
