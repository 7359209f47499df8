"""Fetches Reddit, one page at a time."""
