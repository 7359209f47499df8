"""What every store and every source promises: fakes and real ones run through the same tests."""

# The asserts are the point of this file.
# ruff: noqa: S101, D102, PLR2004

import hashlib
import tempfile
from collections.abc import Callable
from typing import IO
from uuid import uuid4

import pytest

from b9_media_uploader.ports import (
    Download,
    MediaSource,
    ObjectStore,
    SourceError,
    SourceFailedError,
    SourceGoneError,
    SourceUnavailableError,
    StoredObject,
)
from b9_media_uploader.testing.cdn import Answer

Serve = Callable[[str, Answer], str]

BODY = bytes(range(256)) * 2_000


def file_of(content: bytes) -> IO[bytes]:
    """*content* as the spool would hold it."""
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115  the caller closes it
    file.write(content)
    return file


def described(content: bytes, **more: int) -> StoredObject:
    """What *content* is stored as."""
    digest = hashlib.sha256(content).hexdigest()
    return StoredObject(bytes=len(content), sha256=digest, content_type="image/png", **more)


class ObjectStoreContract:
    """Give it a fixture ``store``."""

    async def test_what_was_put_is_found_as_it_was_described(self, store: ObjectStore) -> None:
        key, stored = f"instagram/{uuid4().hex}/cover-0", described(BODY, width=3, height=2)
        with file_of(BODY) as body:
            await store.put(key, body, stored)
        assert await store.find(key) == stored

    async def test_nothing_is_found_where_nothing_was_put(self, store: ObjectStore) -> None:
        assert await store.find(f"instagram/{uuid4().hex}/cover-0") is None

    async def test_a_put_may_be_repeated(self, store: ObjectStore) -> None:
        key, stored = f"instagram/{uuid4().hex}/cover-0", described(BODY)
        with file_of(BODY) as body:
            await store.put(key, body, stored)
            await store.put(key, body, stored)
        assert await store.find(key) == stored

    async def test_a_new_put_replaces_the_old_one(self, store: ObjectStore) -> None:
        key = f"instagram/{uuid4().hex}/cover-0"
        for content in (BODY, BODY[::-1]):
            with file_of(content) as body:
                await store.put(key, body, described(content))
        assert await store.find(key) == described(BODY[::-1])

    async def test_it_answers_a_probe(self, store: ObjectStore) -> None:
        await store.probe()


async def read(download: Download) -> bytes:
    """The whole body."""
    return b"".join([chunk async for chunk in download.chunks()])


class MediaSourceContract:
    """Give it the fixtures ``source`` and ``serve``."""

    async def test_a_file_comes_as_it_is(self, source: MediaSource, serve: Serve) -> None:
        async with source.open(serve("/a", Answer(body=BODY))) as download:
            assert download.length == len(BODY)
            assert await read(download) == BODY

    async def test_a_file_may_come_without_its_length(
        self, source: MediaSource, serve: Serve
    ) -> None:
        async with source.open(serve("/a", Answer(body=BODY, chunked=True))) as download:
            assert download.length is None
            assert await read(download) == BODY

    @pytest.mark.parametrize(
        ("status", "error", "reason"),
        [
            (401, SourceGoneError, "url_expired"),
            (403, SourceGoneError, "url_expired"),
            (404, SourceGoneError, "gone"),
            (410, SourceGoneError, "gone"),
            (451, SourceGoneError, "gone"),
            (429, SourceUnavailableError, "http_429"),
            (500, SourceUnavailableError, "http_500"),
            (503, SourceUnavailableError, "http_503"),
            (400, SourceFailedError, "http_400"),
            (206, SourceFailedError, "http_206"),
        ],
    )
    async def test_each_answer_has_its_meaning(
        self,
        source: MediaSource,
        serve: Serve,
        status: int,
        error: type[SourceError],
        reason: str,
    ) -> None:
        url = serve("/a", Answer(status=status, body=b"no"))
        with pytest.raises(error) as met:
            async with source.open(url):
                pass
        assert met.value.reason == reason

    @pytest.mark.parametrize("chunked", [False, True])
    async def test_a_broken_off_file_may_be_tried_again(
        self, source: MediaSource, serve: Serve, *, chunked: bool
    ) -> None:
        url = serve("/a", Answer(body=BODY, chunked=chunked, cut_at=100_000))
        with pytest.raises(SourceUnavailableError, match="broken_off"):
            async with source.open(url) as download:
                await read(download)

    async def test_a_request_to_wait_is_passed_on(self, source: MediaSource, serve: Serve) -> None:
        url = serve("/a", Answer(status=503, headers={"Retry-After": "7"}))
        with pytest.raises(SourceUnavailableError) as met:
            async with source.open(url):
                pass
        assert met.value.delay_s == 7
