"""Packages have data beside them."""
