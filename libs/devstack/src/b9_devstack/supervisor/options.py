"""What a stack can be told when it is started."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

WORKERS: Final = ("instagram-ingest", "reddit-ingest", "media-uploader", "persister")
SIMULATORS: Final = ("simulator", "reddit-simulator")
SERVICES: Final = ("gateway", "dispatcher", *WORKERS, *SIMULATORS, "otlp")
Upstream = Literal["simulator", "live"]


@dataclass(frozen=True, kw_only=True)
class StackOptions:
    """
    How many processes of each service, on which upstream, and what differs for tests: *env*
    adds variables per service, *services* leaves some out, *auto_restart* False leaves what was
    killed dead, *durable* False trades power cuts for speed.
    """

    upstream: Upstream = "simulator"
    provider_key: str = "simulator"
    reddit_client_id: str = "simulator"
    reddit_client_secret: str = "simulator"  # noqa: S105  the simulated Reddit takes any
    seed: int = 1
    ingests: int = 1
    reddit_ingests: int = 1
    persisters: int = 1
    uploaders: int = 1
    dispatchers: int = 1
    gateway_port: int | None = None
    log_level: str = "INFO"
    services: tuple[str, ...] = SERVICES
    env: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    simulator_args: tuple[str, ...] = ()
    reddit_simulator_args: tuple[str, ...] = ()
    auto_restart: bool = True
    durable: bool = True
    ready_timeout_s: float = 90.0
    min_free_gib: float = 2.0
    max_folder_gib: float = 40.0

    def count(self, service: str) -> int:
        """How many processes of *service* run; none for Reddit without an application there."""
        counts = {
            "instagram-ingest": self.ingests,
            "reddit-ingest": self.reddit_ingests,
            "persister": self.persisters,
            "media-uploader": self.uploaders,
            "dispatcher": self.dispatchers,
        }
        if service == "reddit-ingest" and not self.reddit_client_id:
            return 0
        return counts.get(service, 1) if service in self.services else 0
