from b9_devstack.testing.fixtures import database, postgres

__all__ = ["database", "postgres"]
