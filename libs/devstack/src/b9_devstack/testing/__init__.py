"""Real servers for tests: context managers here, pytest fixtures in ``testing.fixtures``."""

from b9_devstack.testing.databases import Database, Databases, databases
from b9_devstack.testing.servers import nats_server, s3_server

__all__ = ["Database", "Databases", "databases", "nats_server", "s3_server"]
