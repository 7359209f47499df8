"""The adapters against real servers: their fakes' promises, and what only they can do."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from b9_common.errors import FatalError
from b9_devstack.servers import S3Server
from b9_devstack.servers.s3 import BUCKET
from b9_media_uploader.adapters.http_source import HttpMediaSource
from b9_media_uploader.adapters.s3_objects import S3ObjectStore
from b9_media_uploader.guard import UrlGuard
from b9_media_uploader.ports import (
    MediaSource,
    ObjectStore,
    SourceRefusedError,
    SourceUnavailableError,
)
from b9_media_uploader.settings import Settings
from b9_media_uploader.testing.cdn import Answer, Cdn, cdn
from b9_media_uploader.testing.contracts import (
    MediaSourceContract,
    ObjectStoreContract,
    Serve,
    read,
)


class TestS3ObjectStore(ObjectStoreContract):
    @pytest.fixture
    async def store(self, settings: Settings) -> AsyncIterator[ObjectStore]:
        async with S3ObjectStore.connect(settings) as store:
            yield store


class TestHttpMediaSource(MediaSourceContract):
    @pytest.fixture
    async def source(self, files: Cdn) -> AsyncIterator[MediaSource]:
        async with HttpMediaSource.connect(UrlGuard([files.origin])) as source:
            yield source

    @pytest.fixture
    def serve(self, files: Cdn) -> Serve:
        return files.serve


@pytest.fixture
async def source(files: Cdn) -> AsyncIterator[HttpMediaSource]:
    async with HttpMediaSource.connect(UrlGuard([files.origin])) as source:
        yield source


async def fetch(source: HttpMediaSource, url: str) -> bytes:
    async with source.open(url) as download:
        return await read(download)


async def test_redirects_are_followed_wherever_the_guard_allows(
    source: HttpMediaSource, files: Cdn
) -> None:
    files.serve("/end", Answer(body=b"here"))
    files.serve("/two", Answer(status=307, headers={"Location": "/end"}))
    url = files.serve("/one", Answer(status=302, headers={"Location": f"{files.origin}/two"}))
    assert await fetch(source, url) == b"here"


async def test_more_than_three_redirects_are_refused(source: HttpMediaSource, files: Cdn) -> None:
    url = files.serve("/loop", Answer(status=302, headers={"Location": "/loop"}))
    with pytest.raises(SourceRefusedError, match="too_many_redirects"):
        await fetch(source, url)
    assert files.asked["/loop"] == 4


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost:{port}/end",
        "http://127.0.0.1:1/end",
        "http://[::ffff:127.0.0.1]:{port}/end",
        "//evil.example/end",
        "https://i.redd.it.evil.example/end",
        "file:///etc/passwd",
        "http://a@127.0.0.1:{port}/end",
        "\\\\evil.example",
        "",
    ],
)
async def test_a_redirect_is_judged_like_any_url(
    source: HttpMediaSource, files: Cdn, target: str
) -> None:
    port = files.origin.rpartition(":")[2]
    location = target.format(port=port)
    url = files.serve("/away", Answer(status=302, headers={"Location": location}))
    with pytest.raises(SourceRefusedError):
        await fetch(source, url)
    assert files.asked["/end"] == 0


async def test_an_extra_origin_opens_no_other_port(source: HttpMediaSource) -> None:
    async with cdn() as other:
        with pytest.raises(SourceRefusedError):
            await fetch(source, other.serve("/a", Answer(body=b"secret")))
        assert not other.asked


async def test_compressed_answers_are_refused_unread(source: HttpMediaSource, files: Cdn) -> None:
    url = files.serve("/a", Answer(body=b"x" * 100, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(SourceRefusedError, match="content_encoding"):
        await fetch(source, url)


async def test_cookies_are_not_kept(source: HttpMediaSource, files: Cdn) -> None:
    url = files.serve("/a", Answer(body=b"x", headers={"Set-Cookie": "a=b"}))
    await fetch(source, url)
    await fetch(source, url)
    assert "Cookie" not in files.headers["/a"]
    assert files.headers["/a"]["Accept-Encoding"] == "identity"


async def test_a_place_where_nobody_listens_may_be_tried_again() -> None:
    async with cdn() as closed:
        origin = closed.origin
    async with HttpMediaSource.connect(UrlGuard([origin])) as source:
        with pytest.raises(SourceUnavailableError, match="connect"):
            await fetch(source, f"{origin}/a")


async def test_a_missing_bucket_stops_the_start_and_none_is_made(settings: Settings) -> None:
    wrong = settings.model_copy(update={"s3_bucket": "b9-other"})
    async with S3ObjectStore.connect(wrong) as store:
        for _ in range(2):
            with pytest.raises(FatalError, match="b9-other"):
                await store.verify()


async def test_a_wrong_secret_stops_the_start(settings: Settings) -> None:
    wrong = settings.model_copy(update={"s3_secret_key": SecretStr("other-secret")})
    async with S3ObjectStore.connect(wrong) as store:
        with pytest.raises(FatalError, match=BUCKET):
            await store.verify()


async def test_a_silent_store_does_not_stop_the_start(settings: Settings) -> None:
    async with cdn() as closed:
        nowhere = settings.model_copy(update={"s3_endpoint": closed.origin})
    async with S3ObjectStore.connect(nowhere) as store:
        await store.verify()


async def test_an_object_that_we_did_not_write_is_not_taken_for_ours(
    s3: S3Server, settings: Settings
) -> None:
    async with S3ObjectStore.connect(settings) as store:
        await store._client.put_object(Bucket=BUCKET, Key="instagram/x/cover-0", Body=b"strange")
        assert await store.find("instagram/x/cover-0") is None
