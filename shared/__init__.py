"""The factory routines, their JSON Schema and the catalogue of points, as package data."""
