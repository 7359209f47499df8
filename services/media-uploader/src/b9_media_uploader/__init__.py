"""Copies media into the object store."""
