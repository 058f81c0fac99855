"""How does a host talk to the device?

Frames, SMP messages, the commands, files and uploads, and the services through which
they reach the device. May import ``text``, ``clock``, ``routine``, ``progress``, ``screen``
and ``store``.
"""
