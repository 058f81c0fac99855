"""A name in annotations; see busio."""


class DigitalInOut:
    """A pin."""
