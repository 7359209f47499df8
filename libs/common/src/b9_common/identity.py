"""Who a process is, as its logs, spans, heartbeats and ``/version`` tell."""

import os
import socket
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct, field

from b9_common.version import SCHEMA_VERSION, VERSION


class Identity(Struct, frozen=True, kw_only=True):
    """*service* and *instance* together are unique in a deployment at any time."""

    service: str
    instance: str
    git_sha: str = "unknown"
    host: str = field(default_factory=socket.gethostname)
    pid: int = field(default_factory=os.getpid)
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))


def version(identity: Identity) -> dict[str, Any]:
    """What ``/version`` answers."""
    return {
        "service": identity.service,
        "instance": identity.instance,
        "version": VERSION,
        "git_sha": identity.git_sha,
        "schema_version": SCHEMA_VERSION,
        "started_at": identity.started_at,
    }
