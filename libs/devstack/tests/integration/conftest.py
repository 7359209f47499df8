from b9_devstack.testing.fixtures import database, nats, postgres, s3

__all__ = ["database", "nats", "postgres", "s3"]
