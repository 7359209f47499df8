"""Copy one asset: find it, or download it to disk, look at it, put it, and say how that ended."""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from msgspec import Struct

from b9_common.events import AssetKind, AssetOutcome, AssetRef, Platform, asset_key
from b9_common.metrics import Counter, Histogram, count, timed
from b9_common.telemetry import span
from b9_media_uploader.dimensions import dimensions
from b9_media_uploader.guard import told
from b9_media_uploader.ports import (
    Download,
    MediaSource,
    ObjectStore,
    SourceFailedError,
    SourceGoneError,
    SourceRefusedError,
    SourceUnavailableError,
    StoredObject,
)
from b9_media_uploader.sniff import HEAD_BYTES, cap_of, fits, media_type
from b9_media_uploader.spool import SpoolFile, SpoolFolder

log = logging.getLogger(__name__)

# Per delivery of the page; longer waits are the broker's.
TRIES: Final = 3
RETRY_PAUSE_S: Final = 0.3
# One trip to a disk thread per this much, not per network read.
BATCH_BYTES: Final = 256 * 1024
CHECKS_AT_ONCE: Final = 24


class Copy(Struct, frozen=True, kw_only=True):
    """How a copy ended. *key* and *stored* are set when the object exists."""

    outcome: AssetOutcome
    reason: str | None = None
    key: str | None = None
    stored: StoredObject | None = None


class TooLargeError(Exception):
    """More bytes than an asset of its kind may have."""


class Copier:
    """
    Copies assets, at most *in_flight* files at a time, and one at a time per key.

    Safe to repeat: the key comes from the asset's identity, so a second copy writes the same
    object, and what is stored already is found and not fetched again.
    """

    def __init__(
        self,
        source: MediaSource,
        store: ObjectStore,
        spool: SpoolFolder,
        *,
        in_flight: int,
        retry_pause_s: float = RETRY_PAUSE_S,
        cap_of: Callable[[AssetKind], int] = cap_of,
    ) -> None:
        self._source = source
        self._store = store
        self._spool = spool
        self._retry_pause_s = retry_pause_s
        self._cap_of = cap_of
        self._files = asyncio.Semaphore(in_flight)
        self._checks = asyncio.Semaphore(CHECKS_AT_ONCE)
        self._writers: dict[str, tuple[asyncio.Lock, int]] = {}

    async def copy(self, platform: Platform, asset: AssetRef) -> Copy:
        """
        How the copy of *asset* ended.

        Raises `SourceUnavailableError` when the world was in the way, `StoreUnavailableError` or
        `SpoolFullError` when we were.
        """
        key = asset_key(platform, asset.media_id, asset.kind, asset.index)
        with span("media.asset", asset=key, source=told(asset.url)) as current:
            async with self._one_writer(key):
                copy = await self._copy(key, asset)
            current.set_attribute("outcome", copy.outcome)
        count(Counter.ASSETS, outcome=copy.outcome)
        return copy

    async def _copy(self, key: str, asset: AssetRef) -> Copy:
        # A profile picture's key will hold its hash, so nothing is found here yet; asking all the
        # same meets a store that is down before a download, not after.
        async with self._checks:
            found = await self._store.find(key)
        if found is not None:
            return Copy(outcome=AssetOutcome.ALREADY_STORED, key=key, stored=found)
        async with self._files:
            try:
                return await self._transfer(key, asset)
            except SourceGoneError as exc:
                return Copy(outcome=AssetOutcome.GONE, reason=exc.reason)
            except SourceRefusedError as exc:
                return Copy(outcome=AssetOutcome.REJECTED, reason=exc.reason)
            except SourceFailedError as exc:
                return Copy(outcome=AssetOutcome.FAILED, reason=exc.reason)
            except TooLargeError:
                return Copy(outcome=AssetOutcome.TOO_LARGE, reason="too_large")

    async def _transfer(self, key: str, asset: AssetRef) -> Copy:
        """Download and keep, with few quick retries of what may pass."""
        for left in reversed(range(TRIES)):
            try:
                with timed(Histogram.ASSET):
                    async with self._spool.file() as spooled:
                        content_type = await self._download(asset, spooled)
                        return await self._keep(key, asset, spooled, content_type)
            except SourceUnavailableError as exc:
                log.info("%s: %s", told(asset.url), exc.reason, extra={"asset": key})
                if left == 0 or exc.delay_s is not None:
                    raise
            pause_s = self._retry_pause_s * (TRIES - left)
            await asyncio.sleep(random.uniform(pause_s / 2, pause_s))  # noqa: S311  jitter
        raise AssertionError("the last try returns or raises")

    async def _download(self, asset: AssetRef, spooled: SpoolFile) -> str:
        """Spool the file behind *asset*, stopping as soon as it turns out unwanted."""
        cap = self._cap_of(asset.kind)
        async with self._source.open(asset.url) as download:
            if download.length is not None and download.length > cap:
                raise TooLargeError
            async for batch in _batches(download):
                await spooled.write(batch)
                if spooled.size > cap:
                    raise TooLargeError
                if len(spooled.head) >= HEAD_BYTES:
                    _judge(spooled.head, asset.kind)
        if spooled.size == 0:
            raise SourceUnavailableError("empty")
        return _judge(spooled.head, asset.kind)

    async def _keep(self, key: str, asset: AssetRef, spooled: SpoolFile, content_type: str) -> Copy:
        """Put the spooled file where it belongs, unless an equal one stands there."""
        width, height = await spooled.read_with(lambda body: dimensions(body, content_type))
        stored = StoredObject(
            bytes=spooled.size,
            sha256=spooled.sha256,
            content_type=content_type,
            width=width,
            height=height,
        )
        if asset.kind is AssetKind.PROFILE:
            key = f"{key}/{stored.sha256}"
            found = await self._store.find(key)
            if found is not None:
                return Copy(outcome=AssetOutcome.ALREADY_STORED, key=key, stored=found)
        await self._store.put(key, spooled.body, stored)
        count(Counter.ASSET_BYTES, stored.bytes)
        return Copy(outcome=AssetOutcome.STORED, key=key, stored=stored)

    @asynccontextmanager
    async def _one_writer(self, key: str) -> AsyncIterator[None]:
        """Wait until nobody else in this process works on *key*."""
        lock, users = self._writers.get(key, (asyncio.Lock(), 0))
        self._writers[key] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._writers.pop(key)
            if users > 1:
                self._writers[key] = (lock, users - 1)


def _judge(head: bytes, kind: AssetKind) -> str:
    """The content type of a file with *head*; refuses what *kind* cannot be."""
    content_type = media_type(head)
    if content_type is None:
        raise SourceRefusedError("wrong_type")
    if not fits(kind, content_type):
        raise SourceRefusedError("wrong_kind")
    return content_type


async def _batches(download: Download) -> AsyncIterator[list[bytes]]:
    """The chunks of *download* in portions worth a trip to the disk."""
    batch: list[bytes] = []
    size = 0
    async for chunk in download.chunks():
        batch.append(chunk)
        size += len(chunk)
        if size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
