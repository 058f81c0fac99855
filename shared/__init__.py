"""The factory routines and their JSON Schema, as package data."""
