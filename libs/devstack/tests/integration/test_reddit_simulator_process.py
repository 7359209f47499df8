"""The simulated Reddit as it runs: one child process, spoken to over HTTP alone."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from PIL import Image

from b9_devstack.testing.bench import Simulator

MODULE = "b9_devstack.reddit_simulator"
APP = aiohttp.encode_basic_auth("an-app", "its-secret")
PAYLOADS = Path(__file__).parents[5] / "shared/payloads"
AGENT = {"User-Agent": "linux:b9-tests:v1"}


class Reddit(Simulator):
    """A running simulator, spoken to through either door."""

    async def get(
        self, path: str, *, token: str | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, Any, bytes]:
        """Status, headers and body of one call; redirects are not followed."""
        sent = {**AGENT, **(headers or {})}
        if token is not None:
            sent["Authorization"] = f"bearer {token}"
        url = path if path.startswith("http") else self.url + path
        async with self.http.get(url, headers=sent, allow_redirects=False) as answer:
            return answer.status, answer.headers, await answer.read()

    async def json(self, path: str, **more: Any) -> Any:
        return json.loads((await self.get(path, **more))[2])

    async def token(self, auth: str | None = APP, **form: str) -> tuple[int, Any]:
        asked = {"grant_type": "client_credentials", **form}
        sent = AGENT | ({"Authorization": auth} if auth else {})
        path = f"{self.url}/api/v1/access_token"
        async with self.http.post(path, data=asked, headers=sent) as answer:
            return answer.status, await answer.json()

    async def listing(self, path: str) -> list[dict[str, Any]]:
        """Follow a list of the public door down to null."""
        found, after = [], None
        while True:
            page = await self.json(f"{path}&limit=100&raw_json=1&after={after or ''}")
            found += [child["data"] for child in page["data"]["children"]]
            after = page["data"]["after"]
            if after is None:
                return found


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Base files are made once for all tests of this file."""
    return tmp_path_factory.mktemp("reddit")


@asynccontextmanager
async def running(media: Path, *words: str) -> AsyncIterator[Reddit]:
    async with Reddit.running(media, MODULE, "--seed", "7", *words) as started:
        yield started


@pytest.fixture
async def reddit(media: Path) -> AsyncIterator[Reddit]:
    async with running(media) as started:
        yield started


async def test_a_token_opens_what_no_token_leaves_shut(reddit: Reddit) -> None:
    status, headers, body = await reddit.get("/r/pottery/about")
    assert status == 401
    assert "Bearer" in headers["www-authenticate"]
    assert json.loads(body)["error"] == 401
    status, granted = await reddit.token()
    assert (status, granted["expires_in"]) == (200, 86_400)
    about = await reddit.json("/r/pottery/about", token=granted["access_token"])
    assert about["data"]["display_name"] == "pottery"
    public = await reddit.json("/r/pottery/about.json?raw_json=1")
    assert public["data"]["id"] == about["data"]["id"]


async def test_wrong_credentials_and_ended_tokens_are_401(reddit: Reddit) -> None:
    await reddit.set(client_id="an-app", client_secret="its-secret")
    assert (await reddit.token(aiohttp.encode_basic_auth("an-app", "guess")))[0] == 401
    assert (await reddit.token(None))[0] == 401
    token = (await reddit.token())[1]["access_token"]
    assert (await reddit.get("/r/pottery/about", token=token))[0] == 200
    async with reddit.http.delete(f"{reddit.url}/_sim/tokens") as answer:
        assert answer.ok
    assert (await reddit.get("/r/pottery/about", token=token))[0] == 401
    await reddit.set(token_ttl_s=0)
    token = (await reddit.token())[1]["access_token"]
    assert (await reddit.get("/r/pottery/about", token=token))[0] == 401


async def test_who_does_not_say_who_it_is_gets_429(reddit: Reddit) -> None:
    async with aiohttp.ClientSession(skip_auto_headers=["User-Agent"]) as nameless:
        async with nameless.get(f"{reddit.url}/r/pottery/about.json") as answer:
            assert answer.status == 429
        async with nameless.post(f"{reddit.url}/api/v1/access_token") as answer:
            assert answer.status == 429


async def test_two_processes_of_one_seed_answer_byte_for_byte_the_same(media: Path) -> None:
    paths = (
        "/r/pottery/about.json", "/r/pottery/about/rules.json", "/r/pottery/hot.json?limit=100",
        "/user/pottery-0/about.json", "/user/pottery-0/submitted.json", "/user/pottery-0.json",
    )  # fmt: skip
    answers = []
    for _ in range(2):
        async with running(media) as one:
            host = {"Host": "upstream.test"}
            answers.append([(await one.get(path, headers=host))[2] for path in paths])
    assert answers[0] == answers[1]


async def test_a_listing_is_what_the_truth_says(reddit: Reddit) -> None:
    truth = await reddit.ask("subreddits/pottery/truth", hot="300", top="300", new="300", t="all")
    for order, posts in truth["listings"].items():
        found = await reddit.listing(f"/r/pottery/{order}.json?t=all")
        assert [post["id"] for post in found] == [post["id"] for post in posts]
        assert len(found) > 100
    shown = await reddit.listing("/user/pottery-0/submitted.json?sort=new")
    truth = await reddit.ask("users/pottery-0/truth", submitted="1000")
    assert [post["id"] for post in shown] == [post["id"] for post in truth["submitted"]]
    assert {post["subreddit"] for post in shown} == set(truth["communities"])
    calls = await reddit.calls("pottery")
    assert calls["by_endpoint"]["/r/hot"] == 2
    assert calls["paid_twice"] == []


async def test_authors_lead_to_communities_that_exist(reddit: Reddit) -> None:
    leads = await reddit.ask("subreddits/pottery/leads", hot="10", submitted="25")
    feeds = {name for name in leads if name.startswith("u_")}
    assert feeds
    assert len(leads) > 10
    for name in sorted(leads)[:10]:
        status, _, body = await reddit.get(f"/r/{name}/about.json")
        assert status == 200 or json.loads(body)["reason"]


async def test_an_overview_mixes_posts_and_comments(reddit: Reddit) -> None:
    page = await reddit.json("/user/pottery-1.json?limit=100")
    assert {child["kind"] for child in page["data"]["children"]} == {"t1", "t3"}
    page = await reddit.json("/user/pottery-1/comments.json")
    assert {child["kind"] for child in page["data"]["children"]} == {"t1"}


async def test_texts_are_escaped_unless_raw_ones_are_asked_for(reddit: Reddit) -> None:
    path = "/r/pottery/hot.json?limit=100"
    escaped, raw = (await reddit.get(path))[2], (await reddit.get(f"{path}&raw_json=1"))[2]
    assert b"<" not in escaped
    assert b"&amp;" in escaped
    assert b"<div" in raw
    assert escaped.replace(b"&lt;", b"<").replace(b"&gt;", b">").replace(b"&amp;", b"&") == raw


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("private_x", 403, "private"),
        ("gold_x", 403, "gold_only"),
        ("quarantined_x", 403, "quarantined"),
        ("forbidden_x", 403, None),
        ("banned_x", 404, "banned"),
        ("missing_x", 404, None),
    ],
)
async def test_a_closed_community_says_why(
    reddit: Reddit, name: str, status: int, reason: str | None
) -> None:
    given, headers, body = await reddit.get(f"/r/{name}/about.json")
    assert (given, json.loads(body).get("reason")) == (status, reason)
    assert json.loads(body)["error"] == status
    assert float(headers["x-ratelimit-remaining"]) > 0


async def test_what_is_no_data_is_told_as_reddit_tells_it(reddit: Reddit) -> None:
    assert (await reddit.get("/r/legal_x/about.json"))[0::2] == (451, b"")
    status, headers, body = await reddit.get("/r/html_x/hot.json")
    assert (status, headers["content-type"].partition(";")[0]) == (403, "text/html")
    assert b"blocked" in body
    assert (await reddit.json("/r/missing_x/hot.json"))["data"]["children"] == []
    assert (await reddit.json("/r/ghost_x/about.json"))["kind"] == "Listing"
    assert isinstance(await reddit.json("/r/garbage_x/about.json"), list)
    status, headers, _ = await reddit.get("/r/redirect_x/about.json")
    assert status == 302
    assert headers["location"].endswith("/subreddits/search.json?q=redirect_x")
    found = await reddit.json(headers["location"])
    assert {child["kind"] for child in found["data"]["children"]} == {"t5"}
    with pytest.raises(json.JSONDecodeError):
        await reddit.json("/r/truncated_x/hot.json")
    with pytest.raises(RecursionError):
        await reddit.json("/r/deep_x/hot.json")
    assert (await reddit.get("/nothing/here.json"))[0] == 404


async def test_a_moved_community_leads_to_where_it_is(reddit: Reddit) -> None:
    status, headers, _ = await reddit.get("/r/moved_pottery/hot.json?limit=3")
    assert status == 301
    page = await reddit.json(headers["location"])
    assert page["data"]["children"][-1]["data"]["subreddit"] == "pottery"


async def test_accounts_that_are_gone_say_so(reddit: Reddit) -> None:
    suspended = (await reddit.json("/user/suspended_x/about.json"))["data"]
    assert suspended["is_suspended"] is True
    assert (await reddit.get("/user/suspended_x/submitted.json"))[0] == 403
    assert (await reddit.get("/user/deleted_x/about.json"))[0] == 404
    assert (await reddit.get("/r/u_deleted_x/about.json"))[0] == 404


async def test_what_exceeds_the_limit_is_429_in_two_forms_and_the_window_says_so(
    reddit: Reddit,
) -> None:
    await reddit.set(rate_limit=3, rate_window_s=60)
    answers = [await reddit.get("/r/pottery/about.json") for _ in range(5)]
    assert [status for status, _, _ in answers] == [200, 200, 200, 429, 429]
    assert [headers.get("x-ratelimit-remaining") for _, headers, _ in answers] == [
        "2.0", "1.0", "0.0", None, None,
    ]  # fmt: skip
    assert json.loads(answers[3][2]) == {"message": "Too Many Requests", "error": 429}
    assert b"<html>" in answers[4][2]
    assert 1 <= int(answers[4][1]["retry-after"]) <= 60
    token = (await reddit.token())[1]["access_token"]
    assert (await reddit.get("/r/pottery/about", token=token))[0] == 200
    told = await reddit.ask("windows")
    assert (told["max_used"], told["refused"]) == (3, 2)
    assert {window["client"]: window["used"] for window in told["windows"]} == {
        "public 127.0.0.1": 3,
        "an-app": 1,
    }


async def test_the_next_window_lets_calls_through_again(reddit: Reddit) -> None:
    await reddit.set(rate_limit=1, rate_window_s=0.5)
    assert (await reddit.get("/r/pottery/about.json"))[0] == 200
    # The second call is refused, or else the first one after it that comes soon enough.
    for wanted in (429, 200):
        async with asyncio.timeout(15):
            while (await reddit.get("/r/pottery/about.json"))[0] != wanted:
                await asyncio.sleep(0.05)
    assert (await reddit.ask("windows"))["max_used"] == 1


async def test_without_a_limit_there_are_no_headers_about_one(media: Path) -> None:
    async with running(media, "--rate-limit", "0") as reddit:
        _, headers, _ = await reddit.get("/r/pottery/about.json")
        assert "x-ratelimit-used" not in headers


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("server_error", 500),
        ("bad_gateway", 502),
        ("unavailable", 503),
        ("gateway_timeout", 504),
        ("unknown_error", 520),
        ("outage", 200),
        ("too_many_html", 429),
    ],
)
async def test_a_fault_fires_as_often_as_told(reddit: Reddit, kind: str, status: int) -> None:
    await reddit.fault(kind=kind, match="/r/*/hot:pot*", times=1)
    given, headers, _ = await reddit.get("/r/pottery/hot.json")
    assert given == status
    assert ("x-ratelimit-used" in headers) is (status < 500)
    assert (await reddit.get("/r/pottery/hot.json"))[0] == 200
    assert (await reddit.ask("config"))["faults"][0]["fired"] == 1


async def test_429_says_when_to_come_again_in_any_form(reddit: Reddit) -> None:
    said = {}
    for kind in ("too_many_json", "too_many_html", "too_many_float", "too_many_date"):
        await reddit.fault(kind=kind, times=1, delay_s=4)
        status, headers, _ = await reddit.get("/r/pottery/about.json")
        assert status == 429
        said[kind] = headers.get("retry-after")
    assert said.pop("too_many_date").endswith(" GMT")
    assert said == {"too_many_json": None, "too_many_html": "4", "too_many_float": "4.0"}


async def test_the_token_endpoint_can_fail_too(reddit: Reddit) -> None:
    await reddit.fault(kind="too_many_json", match="/api/v1/access_token", times=1)
    assert (await reddit.token())[0] == 429
    assert (await reddit.token())[0] == 200


@pytest.mark.parametrize("kind", ["reset", "cut_off"])
async def test_a_connection_breaks(reddit: Reddit, kind: str) -> None:
    await reddit.fault(kind=kind)
    with pytest.raises(aiohttp.ClientError):
        await reddit.get("/r/pottery/hot.json")


async def test_a_huge_body_is_as_large_as_told(reddit: Reddit) -> None:
    await reddit.set(huge_bytes=5_000_000)
    await reddit.fault(kind="huge")
    assert len((await reddit.get("/r/pottery/hot.json"))[2]) == 5_000_000


async def test_flaky_pages_fail_first_and_then_succeed(reddit: Reddit) -> None:
    for path in ("/r/flaky_x/about.json", "/r/flaky_x/hot.json", "/user/flaky_x-1/about.json"):
        assert (await reddit.get(path))[0] >= 500
        assert (await reddit.get(path))[0] in {200, 403, 404}


async def test_paging_goes_wrong_as_asked(reddit: Reddit) -> None:
    first = await reddit.json("/r/endless_x/new.json?limit=10")
    cursor = first["data"]["after"]
    for _ in range(2):
        page = await reddit.json(f"/r/endless_x/new.json?limit=10&after={cursor}")
        assert page["data"]["after"] == cursor
    short = await reddit.json("/r/short_x/new.json?limit=100")
    assert len(short["data"]["children"]) < 100
    assert short["data"]["after"] is not None


async def test_answers_take_as_long_as_told(reddit: Reddit) -> None:
    await reddit.set(latency_ms=150, slow_ms=200)
    for name, least_s in (("pottery", 0.15), ("slow_pottery", 0.35)):
        began = time.monotonic()
        await reddit.get(f"/r/{name}/about.json")
        assert time.monotonic() - began >= least_s


async def test_drift_changes_lists_between_calls(media: Path) -> None:
    async with running(media, "--drift") as reddit:
        path = "/r/pottery/new.json?limit=100"
        pages = [await reddit.json(path) for _ in range(30)]
        ids = [[child["data"]["id"] for child in page["data"]["children"]] for page in pages]
        assert ids[0] != ids[-1]
        scores = [page["data"]["children"][50]["data"]["score"] for page in pages]
        assert len(set(scores)) > 5


async def test_files_are_real_differ_and_are_counted(reddit: Reddit) -> None:
    posts = await reddit.listing("/r/pottery/new.json?t=all")
    images = [post["url"] for post in posts if post.get("post_hint") == "image"][:2]
    video = next(post for post in posts if post["is_video"])["media"]["reddit_video"]
    bodies = [(await reddit.get(url))[2] for url in (*images, video["fallback_url"])]
    assert len(set(bodies)) == 3
    assert bodies[2][4:8] == b"ftyp"
    with Image.open(io.BytesIO(bodies[0])) as image:
        image.load()
    assert (await reddit.get(video["hls_url"]))[2].startswith(b"#EXTM3U")
    assert (await reddit.get(video["dash_url"]))[2].startswith(b"<?xml")
    gallery = next(post for post in posts if post.get("is_gallery"))
    file = next(iter(gallery["media_metadata"].values()))
    widths = [(await reddit.get(size["u"]))[2] for size in file["p"][:2]]
    assert widths[0] == widths[1]
    downloads = await reddit.ask("downloads")
    assert downloads["sent"][file["id"]] == 2


async def test_faulty_files_fail_as_the_truth_says(reddit: Reddit) -> None:
    for name, statuses in (("gone_x", {403, 404}), ("wrongtype_x", {200})):
        truth = await reddit.ask(f"subreddits/{name}/truth", new="100")
        faulty = [file for post in truth["listings"]["new"] for file in post["faulty"]]
        assert faulty
        for file in faulty[:5]:
            status, headers, body = await reddit.get(f"/i.redd.it/{file}.jpg")
            assert status in statuses
            assert status != 200 or (headers["content-type"], body[:1]) == ("image/jpeg", b"<")


async def test_recorded_answers_go_first(media: Path, tmp_path: Path) -> None:
    record = {"status": 404, "headers": {"x-was": "then"}, "body_text": '{"error": 404}'}
    (tmp_path / "one.json").write_text(json.dumps(record))
    index = [{"file": "one.json", "url": "/r/pottery/about/?raw_json=1"}]
    (tmp_path / "index.json").write_text(json.dumps(index))
    async with running(media, "--recorded", str(tmp_path)) as reddit:
        status, headers, body = await reddit.get("/r/pottery/about.json")
        assert (status, headers["x-was"], body) == (404, "then", b'{"error": 404}')
        assert (await reddit.get("/r/pottery/hot.json"))[0] == 200


@pytest.mark.skipif(not PAYLOADS.is_dir(), reason="recorded payloads are absent")
async def test_every_recorded_answer_is_served_as_recorded(media: Path) -> None:
    index = json.loads((PAYLOADS / "index.json").read_text())
    asked = [
        (one["url"], (PAYLOADS / one["file"]).read_bytes())
        for one in index
        if one["file"].startswith("reddit/")
        and str(one.get("url")).startswith("/")
        and one["url"] != "/api/v1/access_token"
    ]
    assert len(asked) > 100
    async with running(media, "--recorded", str(PAYLOADS)) as reddit:
        for url, recorded in asked:
            status, headers, body = await reddit.get(url)
            record = json.loads(recorded)
            if "body_text" not in record:
                assert (status, body) == (200, recorded)
                continue
            assert (status, body) == (record["status"], record["body_text"].encode())
            for name in ("location", "retry-after", "x-ratelimit-remaining"):
                assert headers.get(name) == record["headers"].get(name)
