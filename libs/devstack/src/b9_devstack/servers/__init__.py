"""Real servers from PyPI wheels, as child processes."""

from b9_devstack.servers.nats_server import NatsServer
from b9_devstack.servers.postgres import PostgresServer
from b9_devstack.servers.s3 import S3Server

__all__ = ["NatsServer", "PostgresServer", "S3Server"]
