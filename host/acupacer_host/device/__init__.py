"""The other end of the link: find a device, talk to it, move files to and from it.

May import only the tool's own hall (``errors``, ``console``, ``whole_file``).
"""
