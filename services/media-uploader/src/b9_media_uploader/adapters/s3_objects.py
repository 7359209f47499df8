"""Objects in an S3-compatible store: one client, every call bounded, nothing assumed.

The bucket must exist. A key that needs ``s3:GetObject`` and ``s3:PutObject`` on it is enough.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from typing import IO, TYPE_CHECKING, Any, Final, TypeVar

from b9_common.errors import FatalError
from b9_media_uploader.adapters.s3_head import SignedHead
from b9_media_uploader.ports import StoredObject, StoreUnavailableError

if TYPE_CHECKING:
    from b9_media_uploader.settings import Settings

log = logging.getLogger(__name__)

T = TypeVar("T")

PROBE_TIMEOUT_S: Final = 3.0
# A put may take this much longer per byte: 1 MiB/s is a store we would not want.
PUT_BYTES_PER_S: Final = 1024**2
PUT_TIMEOUT_S: Final = 30.0
CONNECTIONS: Final = 24
META: Final = "x-amz-meta-"
OUR_FAULT: Final = frozenset({403, 404})


class S3ObjectStore:
    """See `ObjectStore`. Size and sha256 are kept as metadata and compared after each put."""

    def __init__(self, client: Any, bucket: str, head: SignedHead) -> None:
        self._client = client
        self._bucket = bucket
        self._head = head

    @classmethod
    @asynccontextmanager
    async def connect(cls, settings: "Settings") -> AsyncIterator["S3ObjectStore"]:
        """The store, its client closed at the end."""
        # Imported here: half a second that a process started to print its settings is spared.
        from aiobotocore.config import AioConfig  # noqa: PLC0415
        from aiobotocore.session import get_session  # noqa: PLC0415

        config = AioConfig(
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            retries={"mode": "standard", "total_max_attempts": 3},
            connect_timeout=5,
            read_timeout=30,
            max_pool_connections=CONNECTIONS,
            # The body is not signed: that would read it all on the event loop. Its size and hash
            # are in signed headers, and are compared afterwards.
            s3={"addressing_style": "path", "payload_signing_enabled": False},
        )
        making = get_session().create_client(
            "s3",
            endpoint_url=settings.s3_endpoint,
            region_name=settings.s3_region,
            aws_access_key_id=settings.s3_access_key,
            aws_secret_access_key=settings.s3_secret_key.get_secret_value(),
            config=config,
        )
        async with making as client, SignedHead.connect(settings, CONNECTIONS) as head:
            client.meta.events.register_last("before-send.s3", drop_expect)
            yield cls(client, settings.s3_bucket, head)

    async def verify(self) -> None:
        """Raise `FatalError` if the bucket is missing or closed to us; a silent store may wait."""
        try:
            await self.probe()
        except StoreUnavailableError as exc:
            if _status(exc.__cause__) in OUR_FAULT:
                raise FatalError(f"bucket {self._bucket}: {exc}") from exc
            log.warning("starting while the store is down: %s", exc)

    async def probe(self) -> None:
        """See `ObjectStore`."""
        await _bounded(self._client.head_bucket(Bucket=self._bucket), PROBE_TIMEOUT_S, "probe")

    async def find(self, key: str) -> StoredObject | None:
        """See `ObjectStore`."""
        headers = await self._head(key)
        return None if headers is None else _stored(headers)

    async def put(self, key: str, body: IO[bytes], stored: StoredObject) -> None:
        """See `ObjectStore`."""
        from b9_media_uploader.adapters.s3_body import FileBody  # noqa: PLC0415  as in connect

        calling = self._client.put_object(
            Bucket=self._bucket,
            Key=key,
            Body=FileBody(body, stored.bytes),
            ContentLength=stored.bytes,
            ContentType=stored.content_type,
            Metadata=_metadata(stored),
        )
        await _bounded(calling, PUT_TIMEOUT_S + stored.bytes / PUT_BYTES_PER_S, "put")
        if await self.find(key) != stored:
            raise StoreUnavailableError("put: the store shows something else than was put")


def drop_expect(request: Any, **_: object) -> None:
    """
    Remove ``Expect: 100-continue``.

    The client would wait without any time-out for a go-ahead that some stores never give.
    """
    if "Expect" in request.headers:
        del request.headers["Expect"]


async def _bounded(calling: Awaitable[T], timeout_s: float, what: str) -> T:
    """The answer of one call, or `StoreUnavailableError`, within *timeout_s*."""
    from aiohttp import ClientError as HttpError  # noqa: PLC0415  as in connect
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  as in connect

    try:
        async with asyncio.timeout(timeout_s):
            return await calling
    except ClientError as exc:
        code = exc.response.get("Error", {}).get("Code")
        raise StoreUnavailableError(f"{what}: {code}") from exc
    except (BotoCoreError, HttpError, OSError, TimeoutError) as exc:
        raise StoreUnavailableError(f"{what}: {type(exc).__name__}") from exc


def _status(exc: BaseException | None) -> int | None:
    response = getattr(exc, "response", {})
    status = response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    return status if isinstance(status, int) else None


def _metadata(stored: StoredObject) -> dict[str, str]:
    numbers = {"width": stored.width, "height": stored.height}
    shown = {name: str(value) for name, value in numbers.items() if value is not None}
    return {"sha256": stored.sha256, "bytes": str(stored.bytes), **shown}


def _stored(headers: Mapping[str, str]) -> StoredObject | None:
    """What HEAD tells; None where size or hash are not as we wrote them."""
    size, sha256 = _number(headers.get("Content-Length")), headers.get(f"{META}sha256")
    if size is None or sha256 is None or headers.get(f"{META}bytes") != str(size):
        return None
    return StoredObject(
        bytes=size,
        sha256=sha256,
        content_type=headers.get("Content-Type", ""),
        width=_number(headers.get(f"{META}width")),
        height=_number(headers.get(f"{META}height")),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
