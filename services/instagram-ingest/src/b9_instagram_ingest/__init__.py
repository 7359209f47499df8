"""Fetches Instagram, one page at a time."""
