"""Contracts and plumbing that every B9 service shares."""
