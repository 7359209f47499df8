"""Invented rows in the numbers of real life, made inside the database."""
