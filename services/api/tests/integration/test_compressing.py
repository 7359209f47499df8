"""Answers for clients that take Brotli, byte by byte as they are sent."""

import aiohttp
import brotli
import msgspec
from services.api.tests.integration.api_harness import TOKEN, Harness, eventually
from services.api.tests.integration.editing_support import creators
from services.api.tests.integration.live_client import watching

PATH = "/api/instagram/creators?limit=200&include=counts"
BROTLI = {"Authorization": f"Bearer {TOKEN}", "Accept-Encoding": "gzip, deflate, br"}


async def asked(api: Harness, path: str, **headers: str) -> tuple[aiohttp.ClientResponse, bytes]:
    """One answer as it came over the line."""
    async with (
        aiohttp.ClientSession(auto_decompress=False, headers=BROTLI | headers) as http,
        http.get(api.url + path) as answer,
    ):
        return answer, await answer.read()


async def test_a_list_is_small_for_who_asks_so_and_has_one_tag_either_way(api: Harness) -> None:
    await creators(api, 150)
    plain, long = await asked(api, PATH, **{"Accept-Encoding": "identity"})
    small, short = await asked(api, PATH)
    tag = small.headers["ETag"]
    again, nothing = await asked(api, PATH, **{"If-None-Match": tag})
    await api.owner.execute("UPDATE instagram_creators SET followers_count = 7")
    other, _ = await asked(api, PATH, **{"If-None-Match": tag})

    assert "Content-Encoding" not in plain.headers
    assert (small.headers["Content-Encoding"], len(short)) == ("br", small.content_length)
    assert len(short) < len(long) / 5
    assert (
        msgspec.json.decode(brotli.decompress(short))["items"]
        == (msgspec.json.decode(long)["items"])
    )
    assert (plain.headers["ETag"], tag[:2]) == (tag, "W/")
    assert (again.status, nothing, other.status) == (304, b"", 200)
    for answer in (plain, small, again):
        assert "Accept-Encoding" in answer.headers["Vary"]
        assert "Authorization" in answer.headers["Vary"]


async def test_large_documents_are_small_and_streams_and_files_are_as_they_were(
    api: Harness,
) -> None:
    await creators(api, 150)
    document, body = await asked(api, "/api/openapi.json")
    file, rows = await asked(api, "/api/exports/creators?format=csv")
    await eventually(lambda: follows(api))
    async with watching(api, "requests") as watch:
        stream = watch.response.headers

    assert document.headers["Content-Encoding"] == "br"
    assert "paths" in msgspec.json.decode(brotli.decompress(body))
    assert ("Content-Encoding" in file.headers, rows.count(b"\n")) == (False, 151)
    assert "Content-Encoding" not in stream


async def follows(api: Harness) -> bool:
    return api.services.live.hub.head is not None
