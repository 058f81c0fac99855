"""acupacer's device firmware: a portable core and the boards it runs on."""

__version__ = "0.2.0"
