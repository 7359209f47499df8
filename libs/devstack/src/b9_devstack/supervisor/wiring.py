"""Which process is told what: each gets the shared names and its own, and no one else's secrets."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from b9_common.api_keys import ApiKey, parse_key
from b9_devstack.migrations import ROLES
from b9_devstack.ports import LOOPBACK
from b9_devstack.servers import NatsServer, PostgresServer, S3Server
from b9_devstack.servers.s3 import BUCKET, REGION
from b9_devstack.supervisor.files import StackFolder
from b9_devstack.supervisor.options import SIMULATORS, StackOptions
from b9_devstack.supervisor.service import Service

LIVE_HOST: Final = "instagram-looter2.p.rapidapi.com"
# What a process may need of the machine itself.
INHERITED: Final = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "SSL_CERT_FILE", "SSL_CERT_DIR")
MODULES: Final = {
    "gateway": "b9_api",
    "dispatcher": "b9_api.dispatcher",
    "instagram-ingest": "b9_instagram_ingest",
    "reddit-ingest": "b9_reddit_ingest",
    "media-uploader": "b9_media_uploader",
    "persister": "b9_persister",
    "simulator": "b9_devstack.simulator",
    "reddit-simulator": "b9_devstack.reddit_simulator",
    "otlp": "b9_devstack.otlp",
}
PREFIXES: Final = {
    "gateway": "B9_API__",
    "dispatcher": "B9_DISPATCHER__",
    "instagram-ingest": "B9_INSTAGRAM_INGEST__",
    "reddit-ingest": "B9_REDDIT_INGEST__",
    "media-uploader": "B9_MEDIA_UPLOADER__",
    "persister": "B9_PERSISTER__",
}
# No pooler stands between: statements may be kept, which saves a round trip each.
DIRECT: Final = {"STATEMENT_CACHE_SIZE": "100"}
TOOLS: Final = (*SIMULATORS, "otlp")


@dataclass(frozen=True, kw_only=True)
class Wiring:
    """The servers and addresses of one stack."""

    folder: StackFolder
    options: StackOptions
    secrets: Mapping[str, str]
    ports: Mapping[str, int]
    git_sha: str
    nats: NatsServer
    postgres: PostgresServer
    s3: S3Server

    def url(self, name: str) -> str:
        """The HTTP address of child *name*."""
        return f"http://{LOOPBACK}:{self.ports[name]}"

    def dsn(self, role: str) -> str:
        """The database's URL as *role*."""
        return self.postgres.dsn(user=role, password=self.secrets[f"POSTGRES_{role.upper()}"])

    def role_passwords(self) -> dict[str, str]:
        """What the roles of the migrations are given."""
        return {role: self.secrets[f"POSTGRES_{role.upper()}"] for role in ROLES}

    def tools(self) -> list[Service]:
        """What needs no server: the simulator and the receiver of telemetry."""
        return [self.service(name, name) for name in TOOLS if self.options.count(name)]

    def services(self) -> list[Service]:
        """Our services, as many processes of each as asked for."""
        return [self.service(service, name) for service, name in self._names()]

    def service(self, service: str, name: str) -> Service:
        """The child *name* of *service*."""
        health = "/ready" if service == "gateway" else "/readyz"
        made = Service(
            name,
            folder=self.folder.data(self.options.upstream) / name,
            module=MODULES[service],
            args=self._args(service),
            env=self._environment(service, name),
            health_url=self.url(name) + health,
            ready_timeout_s=self.options.ready_timeout_s,
            is_tool=service in TOOLS,
        )
        made.log = self.folder.logs / f"{name}.log"
        return made

    def _names(self) -> Iterator[tuple[str, str]]:
        for service in PREFIXES:
            for number in range(1, self.options.count(service) + 1):
                yield service, f"{service}-{number}"

    def _args(self, service: str) -> tuple[str, ...]:
        port = ("--port", str(self.ports.get(service, 0)))
        given = {
            "simulator": self.options.simulator_args,
            "reddit-simulator": self.options.reddit_simulator_args,
        }
        if service in given:
            return (*port, "--seed", str(self.options.seed), *given[service])
        if service == "otlp":
            return (*port, "--folder", str(self.folder.telemetry))
        return ()

    def _environment(self, service: str, name: str) -> dict[str, str]:
        environment = {key: os.environ[key] for key in INHERITED if key in os.environ}
        if service in PREFIXES:
            environment |= self._shared(name)
            own = self._own(service, name)
            environment |= {PREFIXES[service] + key: value for key, value in own.items()}
        return environment | dict(self.options.env.get(service, {}))

    def _shared(self, name: str) -> dict[str, str]:
        return {
            "B9_NATS_URL": self.nats.url,
            "B9_LOG_LEVEL": self.options.log_level,
            "B9_OTLP_URL": self.url("otlp") if self.options.count("otlp") else "",
            "B9_UPSTREAM": self.options.upstream,
            "B9_GIT_SHA": self.git_sha,
            "B9_INSTANCE": name,
        }

    def _own(self, service: str, name: str) -> dict[str, str]:
        port = str(self.ports[name])
        if service == "gateway":
            address = {"HOST": LOOPBACK, "PORT": port, "RATE_PER_S": "5000", "RATE_BURST": "5000"}
            return address | self._first_token() | self._gateway_database() | self._files()
        of_service: dict[str, Callable[[], dict[str, str]]] = {
            "dispatcher": self._gateway_database,
            "persister": lambda: {"DATABASE_URL": self.dsn("b9_persister")},
            "instagram-ingest": self._provider,
            "reddit-ingest": self._reddit,
            "media-uploader": lambda: self._object_store(name),
        }
        return {"HEALTH_PORT": port, **of_service[service]()}

    def first_key(self) -> ApiKey | None:
        """What the database is to know of the administrator's key; None where it is no key."""
        return parse_key(self.secrets["API_TOKEN"])

    def _first_token(self) -> dict[str, str]:
        """A token of before there were keys, which no database knows."""
        return {} if self.first_key() else {"TOKEN": self.secrets["API_TOKEN"]}

    def _gateway_database(self) -> dict[str, str]:
        # No pooler here that would lose prepared statements; without them each costs twice.
        return {"DATABASE_URL": self.dsn("b9_gateway"), "STATEMENT_CACHE_SIZE": "100"}

    def _files(self) -> dict[str, str]:
        """Where the gateway sends whoever wants a file, and a key that only reads."""
        return {
            "MEDIA_SECRET": self.secrets["MEDIA_SECRET"],
            "S3_ENDPOINT": self.s3.endpoint,
            "S3_BUCKET": BUCKET,
            "S3_ACCESS_KEY": self.s3.reader_access_key,
            "S3_SECRET_KEY": self.s3.reader_secret_key,
            "S3_REGION": REGION,
        }

    def _provider(self) -> dict[str, str]:
        live = self.options.upstream == "live"
        return {
            "PROVIDER_URL": f"https://{LIVE_HOST}" if live else self.url("simulator"),
            "PROVIDER_HOST": LIVE_HOST,
            "API_KEY": self.options.provider_key,
        }

    def _reddit(self) -> dict[str, str]:
        credentials = {
            "CLIENT_ID": self.options.reddit_client_id,
            "CLIENT_SECRET": self.options.reddit_client_secret,
        }
        if self.options.upstream == "live":
            return credentials
        simulator = self.url("reddit-simulator")
        origins = json.dumps([simulator])
        return credentials | {
            "OAUTH_URL": simulator,
            "WWW_URL": simulator,
            "MEDIA_ORIGINS": origins,
        }

    def _object_store(self, name: str) -> dict[str, str]:
        live = self.options.upstream == "live"
        origins = [] if live else [self.url(name) for name in SIMULATORS]
        return {
            "S3_ENDPOINT": self.s3.endpoint,
            "S3_BUCKET": BUCKET,
            "S3_ACCESS_KEY": self.s3.access_key,
            "S3_SECRET_KEY": self.s3.secret_key,
            "S3_REGION": REGION,
            "EXTRA_ORIGINS": json.dumps(origins),
            "SPOOL_DIR": str(self.folder.data(self.options.upstream) / name / "spool"),
        }
