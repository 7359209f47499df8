"""Every statement, by name; each is prepared against a migrated database by a test."""
