"""Measurements, each side by side with the system it is compared to."""
