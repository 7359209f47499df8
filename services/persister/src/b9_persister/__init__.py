"""Turns announced facts into rows."""
