"""Files as a browser loads them: from an address in a list, by way of us, out of a real store."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import aiohttp
import pytest
from aiobotocore.session import get_session
from pydantic import SecretStr
from services.api.tests.integration.api_harness import Answer, Harness, harness

from b9_api.media.links import MediaLinks
from b9_common.events import AssetKind, AssetState, Platform, asset_key
from b9_common.messaging import Broker
from b9_devstack.servers import NatsServer, S3Server
from b9_devstack.servers.s3 import BUCKET, REGION
from b9_devstack.testing import Database as TemporaryDatabase

SECRET: Final = "the-secret-that-signs-addresses-of-files"
LINKS: Final = MediaLinks(SECRET.encode())
KEY: Final = asset_key(Platform.INSTAGRAM, "77", AssetKind.PROFILE)
OBJECT: Final = "instagram/a person's/77~profile+é (1).jpg"
FILE: Final = bytes(range(256)) * 300
SHA256: Final = hashlib.sha256(FILE).hexdigest()
STORE: Final = """
INSERT INTO media_assets (asset_key, platform, media_id, kind, owner_id, source_observed_at, state,
                          object_key, sha256, content_type, bytes)
VALUES ($1, 'instagram', '77', 'profile', '77', now(), $2, $3, $4, 'image/jpeg', $5)
"""


@dataclass(frozen=True)
class Browser:
    """Has no credentials at all, as an ``<img>``."""

    api: Harness
    http: aiohttp.ClientSession

    async def load(self, url: str, method: str = "GET", **more: Any) -> Answer:
        async with self.http.request(method, self.api.url + url, **more) as answer:
            return Answer(answer.status, answer.headers, await answer.read())

    async def look(self, url: str, method: str = "GET") -> Answer:
        """Our own answer, and not where it leads."""
        return await self.load(url, method, allow_redirects=False)


@pytest.fixture
async def browser(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker, s3: S3Server
) -> AsyncIterator[Browser]:
    """One in front of a gateway that may read the store, which holds one file."""
    settings = {
        "media_secret": SecretStr(SECRET),
        "s3_endpoint": s3.endpoint,
        "s3_bucket": BUCKET,
        "s3_region": REGION,
        "s3_access_key": s3.reader_access_key,
        "s3_secret_key": SecretStr(s3.reader_secret_key),
    }
    await put(s3)
    async with (
        harness(database, nats.url, broker, **settings) as api,
        aiohttp.ClientSession() as http,
    ):
        await api.creator("77", "person")
        await api.persister.execute(STORE, KEY, "stored", OBJECT, SHA256, len(FILE))
        yield Browser(api, http)


async def put(s3: S3Server) -> None:
    client = get_session().create_client(
        "s3",
        endpoint_url=s3.endpoint,
        region_name=REGION,
        aws_access_key_id=s3.access_key,
        aws_secret_access_key=s3.secret_key,
    )
    async with client as store:
        await store.put_object(Bucket=BUCKET, Key=OBJECT, Body=FILE, ContentType="image/jpeg")


def signed(days: int = 0, key: str = KEY) -> str:
    """An address as it was told *days* ago."""
    return LINKS.media_url(key, datetime.now(UTC) - timedelta(days=days))


async def test_an_address_in_a_list_is_loaded_byte_for_byte(browser: Browser) -> None:
    listed = await browser.api.get("/api/instagram/creators", params={"review_status": "none"})
    [item] = listed.json()["items"]

    loaded = await browser.load(item["profile_pic_url"])

    assert (loaded.status, loaded.headers["content-type"]) == (200, "image/jpeg")
    assert loaded.body == FILE


async def test_our_answer_is_kept_by_its_asker_alone_and_named_by_the_files_hash(
    browser: Browser,
) -> None:
    told = await browser.look(signed())

    assert (told.status, told.headers["etag"]) == (302, f'"{SHA256}"')
    assert told.headers["cache-control"].startswith("private, max-age=")
    assert told.body == b""


async def test_the_store_serves_parts_and_heads(browser: Browser) -> None:
    part = await browser.load(signed(), headers={"Range": "bytes=256-511"})
    head = await browser.load(signed(), "HEAD", allow_redirects=True)

    assert (part.status, part.body) == (206, bytes(range(256)))
    assert (head.status, head.headers["content-length"]) == (200, str(len(FILE)))


async def test_yesterdays_address_is_good_and_an_older_one_is_not(browser: Browser) -> None:
    assert (await browser.load(signed(days=1))).body == FILE
    old = await browser.look(signed(days=2))
    assert (old.status, old.json()["code"]) == (403, "invalid_signature")


@pytest.mark.parametrize("change", ["longer", "shorter", "s=", "d=", "77"])
async def test_an_address_that_was_changed_is_refused(browser: Browser, change: str) -> None:
    url = signed()
    path, _, query = url.partition("?")
    changed = {
        "longer": url.replace("?", "0?"),
        "shorter": url[:-2],
        "s=": path + "?" + query.split("&")[0],
        "d=": url.replace("d=2", "d=3"),
        "77": url.replace("/77/", "/78/"),
    }[change]

    refused = await browser.look(changed)

    assert (refused.status, refused.json()["code"]) == (403, "invalid_signature")
    assert "location" not in refused.headers


async def test_an_administrators_key_does_not_open_an_unsigned_address(browser: Browser) -> None:
    assert (await browser.api.get(f"/media/{KEY}")).status == 403


async def test_what_is_not_stored_is_null_in_lists_rather_than_an_address_that_fails(
    api: Harness,
) -> None:
    await api.creator("77", "person")
    await api.persister.execute(STORE, KEY, "wanted", None, None, None)
    for state in [one for one in AssetState if one is not AssetState.STORED]:
        await api.persister.execute("UPDATE media_assets SET state = $1", state)
        [listed] = (await api.get("/api/instagram/creators")).json()["items"]
        one = (await api.get("/api/instagram/creators/person")).json()

        assert (listed["profile_pic_url"], one["profile_pic_url"]) == (None, None), state
        assert one["counts"]["media"][state] == 1
    await api.persister.execute("UPDATE media_assets SET state = 'stored', object_key = 'x'")

    [listed] = (await api.get("/api/instagram/creators")).json()["items"]
    assert listed["profile_pic_url"].startswith("/media/")


async def test_of_several_files_of_a_post_those_are_told_that_are_there(api: Harness) -> None:
    await api.persister.execute(
        "INSERT INTO instagram_posts (media_pk, creator_id, taken_at, observed_at, content_hash)"
        " VALUES ('p1', '77', now(), now(), 'h')"
    )
    for index, state in enumerate(("stored", "gone", "stored", "wanted")):
        await api.persister.execute(
            "INSERT INTO media_assets (asset_key, platform, media_id, kind, index, owner_id,"
            " source_observed_at, state, object_key)"
            " VALUES ($1, 'instagram', 'p1', 'image', $2, '77', now(), $3, $1)",
            f"instagram/p1/image-{index}",
            index,
            state,
        )

    [post] = (await api.get("/api/instagram/posts")).json()["items"]

    assert [url.partition("?")[0][-1] for url in post["image_urls"]] == ["0", "2"]
    assert post["cover_url"].startswith("/media/instagram/p1/image-0?")
    assert post["video_url"] is None


async def test_what_is_unknown_or_not_stored_is_not_found(browser: Browser) -> None:
    await browser.api.persister.execute(STORE, "wanted", "wanted", None, None, None)

    for key in ("unknown", "wanted", ""):
        told = await browser.look(signed(key=key))
        assert (told.status, told.json()["code"]) == (404, "not_found")


async def test_a_gateway_that_knows_no_store_says_so_and_tells_no_addresses(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> None:
    none = dict.fromkeys(("media_secret", "s3_endpoint", "s3_access_key", "s3_secret_key"))
    async with harness(database, nats.url, broker, **none) as api:
        await api.creator("77", "person")
        await api.persister.execute(STORE, KEY, "stored", OBJECT, SHA256, len(FILE))

        [item] = (await api.get("/api/instagram/creators")).json()["items"]
        assert item["profile_pic_url"] is None
        for url in (signed(), f"/media/{KEY}"):
            told = await api.get(url)
            assert (told.status, told.json()["code"]) == (404, "media_not_configured")


async def test_whoever_makes_addresses_up_keeps_nobody_from_those_that_we_signed(
    database: TemporaryDatabase, nats: NatsServer, broker: Broker
) -> None:
    few = {"media_secret": SecretStr(SECRET), "rate_burst": 2, "rate_per_s": 0.01}
    async with (
        harness(database, nats.url, broker, **few) as api,
        aiohttp.ClientSession() as http,
    ):
        stranger = Browser(api, http)
        made_up = [(await stranger.look(f"/media/{KEY}?d=x&s={n}")).status for n in range(4)]
        ours = [(await stranger.look(signed())).status for _ in range(4)]

    assert made_up == [403, 403, 429, 429]
    # Nothing is stored here.
    assert ours == [404] * 4
