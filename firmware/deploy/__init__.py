"""Puts acupacer onto a Raspberry Pi: run this folder, as ``python3 firmware/deploy``."""
