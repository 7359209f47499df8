"""Turn a folder and options into servers, ports and secrets; ports are kept from last time."""

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import fields

from b9_devstack.ports import free_port, is_free
from b9_devstack.servers import NatsServer, PostgresServer, S3Server
from b9_devstack.servers.s3 import S3Ports
from b9_devstack.servers.server import Server
from b9_devstack.supervisor.files import StackFolder
from b9_devstack.supervisor.options import SERVICES, StackOptions
from b9_devstack.supervisor.wiring import TOOLS, Wiring
from b9_devstack.workspace import ROOT

GATEWAY = "gateway-1"
S3_PREFIX = "s3/"


def build_wiring(folder: StackFolder, options: StackOptions) -> Wiring:
    """Choose ports, make secrets, and build (not start) the servers."""
    last = folder.read_state()
    ports = choose_ports(options, last.ports if last else {})
    secrets = folder.ensure_secrets()
    data = folder.data(options.upstream)
    nats = NatsServer(
        data / "nats",
        password=secrets["NATS_PASSWORD"],
        port=ports["nats"],
        monitor_port=ports["nats_monitor"],
    )
    postgres = PostgresServer(
        data / "postgres",
        password=secrets["POSTGRES_B9_OWNER"],
        port=ports["postgres"],
        durable=options.durable,
    )
    s3 = S3Server(
        data / "s3",
        access_key=secrets["S3_ACCESS_KEY"],
        secret_key=secrets["S3_SECRET_KEY"],
        reader_access_key=secrets["S3_READER_ACCESS_KEY"],
        reader_secret_key=secrets["S3_READER_SECRET_KEY"],
        ports=S3Ports(**{name: ports[S3_PREFIX + name] for name in _s3_names()}),
    )
    if not options.durable:
        s3.stop_grace_s = 0.5  # it takes seconds to end well, which no test needs
    servers: tuple[Server, ...] = (nats, postgres, s3)
    for server in servers:
        server.log = folder.logs / f"{server.name}.log"
    return Wiring(
        folder=folder,
        options=options,
        secrets=secrets,
        ports=ports,
        git_sha=git_sha(),
        nats=nats,
        postgres=postgres,
        s3=s3,
    )


def choose_ports(options: StackOptions, last: Mapping[str, int]) -> dict[str, int]:
    """A port per name: the asked-for one for the gateway, else last time's, else a free one."""
    preferred = dict(last)
    if options.gateway_port is not None:
        preferred[GATEWAY] = options.gateway_port
    chosen: dict[str, int] = {}
    for name in _port_names(options):
        port = preferred.get(name)
        if port is None or port in chosen.values() or not is_free(port):
            port = free_port()
        chosen[name] = port
    return chosen


def git_sha() -> str:
    """The commit of the clone; ``unknown`` where git cannot say."""
    command = ["git", "-C", str(ROOT), "rev-parse", "HEAD"]
    try:
        told = subprocess.run(  # noqa: S603  # constant words and our own path
            command, check=False, capture_output=True, text=True, timeout=5
        )
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    return told.stdout.strip() or "unknown"


def _port_names(options: StackOptions) -> Iterator[str]:
    yield from ("nats", "nats_monitor", "postgres")
    yield from (S3_PREFIX + name for name in _s3_names())
    yield from TOOLS
    for service in SERVICES:
        if service not in TOOLS:
            yield from (f"{service}-{number}" for number in range(1, options.count(service) + 1))


def _s3_names() -> list[str]:
    return [field.name for field in fields(S3Ports)]
