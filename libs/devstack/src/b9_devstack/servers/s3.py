"""An S3 server (SeaweedFS in one process) that listens on loopback and nowhere else."""

import contextlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import aiohttp

from b9_devstack.ports import LOOPBACK, free_ports
from b9_devstack.process import Command, Process
from b9_devstack.servers.binaries import script
from b9_devstack.servers.server import Server

REGION: Final = "us-east-1"
BUCKET: Final = "b9-media"
READY_TIMEOUT_S: Final = 60.0


@dataclass(frozen=True, kw_only=True)
class S3Ports:
    """Every port the server opens; by default it would pick gRPC ports that may not exist."""

    s3: int
    s3_grpc: int
    master: int
    master_grpc: int
    volume: int
    volume_grpc: int
    filer: int
    filer_grpc: int
    admin: int
    admin_grpc: int

    @classmethod
    def free(cls) -> "S3Ports":
        """A free port for each."""
        names = list(cls.__dataclass_fields__)
        return cls(**dict(zip(names, free_ports(len(names)), strict=True)))


class S3Server(Server):
    """One SeaweedFS. It knows a writer and a reader, and makes no bucket by itself."""

    name = "s3"
    stop_grace_s = 5.0  # it needs 2-4 s when idle, and ignores SIGTERM for long when busy
    start_tries = 3  # it was seen to crash as it started

    def __init__(
        self,
        folder: Path,
        *,
        access_key: str = "b9",
        secret_key: str = "b9-secret",  # noqa: S107  # for tests; the stack passes a generated one
        reader_access_key: str = "b9-reader",
        reader_secret_key: str = "b9-reader-secret",  # noqa: S107  # as above
        ports: S3Ports | None = None,
    ) -> None:
        super().__init__(folder)
        self.ports = ports or S3Ports.free()
        self.access_key, self.secret_key = access_key, secret_key
        self.reader_access_key, self.reader_secret_key = reader_access_key, reader_secret_key

    @property
    def endpoint(self) -> str:
        """Where S3 clients connect (path style)."""
        return f"http://{LOOPBACK}:{self.ports.s3}"

    @property
    def data(self) -> Path:
        """Where objects are kept."""
        return self.folder / "data"

    async def prepare(self) -> None:
        """Write the identities; the secret must not show in the process list."""
        await super().prepare()
        self.data.mkdir(exist_ok=True)
        identities = self.folder / "identities.json"
        identities.touch(mode=0o600)
        identities.write_text(json.dumps(self._identities()), encoding="utf-8")

    def tidy(self) -> None:
        """Remove its sockets: it makes them in /tmp whatever it is told, and leaves them there."""
        ports = asdict(self.ports)
        for part in ("s3", "master", "volume", "filer", "admin"):
            for name in (f"{part}-{ports[part]}", f"{part}-grpc-{ports[f'{part}_grpc']}"):
                with contextlib.suppress(FileNotFoundError, PermissionError):
                    Path(f"/tmp/seaweedfs-{name}.sock").unlink()  # noqa: S108  # its own choice

    def command(self) -> Command:
        """See `Server`."""
        options = {
            "dir": self.data,
            "ip": LOOPBACK,
            "ip.bind": LOOPBACK,
            "admin.ui": "false",
            "webdav": "false",
            "master.telemetry": "false",
            "s3.autoCreateBucket": "false",
            "s3.port.iceberg": 0,
            "s3.port.lance": 0,
            "s3.config": self.folder / "identities.json",
            **self._port_options(),
        }
        argv = [script("weed"), "-logtostderr", "mini"]
        return Command(
            name=self.name,
            argv=[*argv, *(f"-{key}={value}" for key, value in options.items())],
            log=self.log,
            env={"HOME": str(self.folder)},  # else it looks for settings in the user's home
        )

    async def ready(self, process: Process) -> None:
        """See `Server`."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1)) as http:
            async for _ in process.while_starting(READY_TIMEOUT_S):
                if await _answers(http, f"{self.endpoint}/healthz"):
                    return

    async def make_bucket(self, bucket: str = BUCKET) -> None:
        """Make *bucket*; nothing happens when it is there."""
        from aiobotocore.config import AioConfig  # noqa: PLC0415  # half a second of imports
        from aiobotocore.session import get_session  # noqa: PLC0415  # as above

        client = get_session().create_client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            config=AioConfig(s3={"addressing_style": "path"}, read_timeout=10),
        )
        async with client as s3:
            try:
                await s3.create_bucket(Bucket=bucket)
            except s3.exceptions.BucketAlreadyOwnedByYou:
                return

    def _port_options(self) -> dict[str, int]:
        ports = asdict(self.ports)
        return {
            f"{part}.port{kind}": ports[f"{part}{suffix}"]
            for part in ("s3", "master", "volume", "filer", "admin")
            for kind, suffix in (("", ""), (".grpc", "_grpc"))
        }

    def _identities(self) -> dict[str, object]:
        everything = ["Admin", "Read", "Write", "List", "Tagging"]
        return {
            "identities": [
                _identity("b9", self.access_key, self.secret_key, everything),
                _identity(
                    "b9-reader", self.reader_access_key, self.reader_secret_key, ["Read", "List"]
                ),
            ]
        }


def _identity(name: str, access_key: str, secret_key: str, actions: list[str]) -> dict[str, object]:
    credentials = [{"accessKey": access_key, "secretKey": secret_key}]
    return {"name": name, "credentials": credentials, "actions": actions}


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url) as response:
            return response.status == 200  # noqa: PLR2004  # OK
    except (aiohttp.ClientError, TimeoutError):
        return False
