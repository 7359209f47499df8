"""The simulator as it runs: one child process, spoken to over HTTP alone."""

import asyncio
import io
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from PIL import Image

KEY = {"x-rapidapi-key": "any"}
START_S = 15.0
WALKS = {"reels": ("/reels", 90), "posts": ("/user-feeds", 30)}


@dataclass
class Simulator:
    """A running simulator and a client of it."""

    process: asyncio.subprocess.Process
    url: str
    http: aiohttp.ClientSession

    async def get(self, path: str, **params: Any) -> tuple[int, bytes]:
        async with self.http.get(self.url + path, params=params, headers=KEY) as answer:
            return answer.status, await answer.read()

    async def json(self, path: str, **params: Any) -> Any:
        return json.loads((await self.get(path, **params))[1])

    async def sim(self, method: str, path: str, body: Any = None) -> Any:
        async with self.http.request(method, f"{self.url}/_sim{path}", json=body) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json()

    async def fault(self, **rule: Any) -> None:
        await self.sim("POST", "/faults", rule)

    async def id_of(self, name: str) -> str:
        return str((await self.json("/profile", username=name))["id"])

    async def walk(self, name: str) -> dict[str, list[dict[str, Any]]]:
        """Walk like a reader: a profile, then pages until enough."""
        creator_id, found = await self.id_of(name), {}
        for walk, (path, wanted) in WALKS.items():
            items: list[dict[str, Any]] = []
            params = {"id": creator_id}
            while len(items) < wanted:
                count = min(12, wanted - len(items))
                page = await self.json(path, **params, count=count)
                items += [{**item.get("media", {}), **item} for item in page["items"]]
                if not page["paging_info"]["more_available"]:
                    break
                params["max_id"] = page["paging_info"]["max_id"]
            found[walk] = items
        return found


@asynccontextmanager
async def running(media: Path, *flags: str) -> AsyncIterator[Simulator]:
    """Start one on a free port and stop it at the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "b9_devstack.simulator", "--port", "0", "--seed", "7"),
        *("--media-dir", str(media), *flags),
        stderr=asyncio.subprocess.PIPE,
        env={"PATH": os.environ["PATH"]},
    )
    assert process.stderr is not None
    try:
        line = await asyncio.wait_for(process.stderr.readline(), START_S)
        found = re.search(r"http://[\d.:]+", json.loads(line)["message"])
        assert found is not None, line
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15)) as http:
            yield Simulator(process, found[0], http)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.fixture
async def simulator(media: Path) -> AsyncIterator[Simulator]:
    async with running(media) as started:
        yield started


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Base files are made once for all tests of this file."""
    return tmp_path_factory.mktemp("media")


async def test_a_full_walk_is_twelve_calls_and_finds_the_truth(simulator: Simulator) -> None:
    found = await simulator.walk("nasa")
    truth = await simulator.sim("GET", "/creators/nasa/truth?reels=90&posts=30")
    for walk, items in found.items():
        assert [str(item["pk"]) for item in items] == [item["pk"] for item in truth[walk]]
    assert [len(items) for items in found.values()] == [90, 30]
    calls = await simulator.sim("GET", "/calls")
    assert calls["by_endpoint"] == {"/profile": 1, "/reels": 8, "/user-feeds": 3}
    assert calls["max_window_1s"] >= 1
    assert calls["paid_twice"] == []


async def test_two_processes_of_one_seed_answer_byte_for_byte_the_same(tmp_path: Path) -> None:
    answers = []
    for folder in ("a", "b"):
        async with running(tmp_path / folder) as one:
            host = {**KEY, "Host": "upstream.test"}
            async with one.http.get(f"{one.url}/profile?username=nasa", headers=host) as profile:
                body = await profile.read()
            page = f"{one.url}/user-feeds?id={json.loads(body)['id']}&count=12"
            async with one.http.get(page, headers=host) as feed:
                answers.append(body + await feed.read())
    assert answers[0] == answers[1]


async def test_files_are_real_differ_and_need_a_valid_address(simulator: Simulator) -> None:
    [item, other] = (await simulator.walk("few.x"))["reels"][:2]
    video = item["video_versions"][0]["url"]
    cover = item["image_versions2"]["candidates"][0]["url"]
    bodies = {}
    for url in (video, cover, other["image_versions2"]["candidates"][0]["url"]):
        async with simulator.http.get(url) as answer:
            assert answer.status == 200
            bodies[url] = await answer.read()
            assert answer.content_length == len(bodies[url])
    assert len({sha256(body).digest() for body in bodies.values()}) == 3
    assert bodies[video][4:8] == b"ftyp"
    with Image.open(io.BytesIO(bodies[cover])) as image:
        image.load()
    async with simulator.http.get(cover.replace("sig=", "sig=0")) as answer:
        assert answer.status == 403
    downloads = await simulator.sim("GET", "/downloads")
    assert downloads["sent"][f"instagram/{item['pk']}/cover-0"] == 1


async def test_addresses_expire(simulator: Simulator) -> None:
    await simulator.sim("PATCH", "/config", {"cdn_ttl_s": 0})
    profile = await simulator.json("/profile", username="nasa")
    async with simulator.http.get(profile["profile_pic_url"]) as answer:
        assert answer.status == 403


@pytest.mark.parametrize(
    ("kind", "status", "word"),
    [
        ("retry_after_seconds", 429, b"Too many"),
        ("monthly_quota", 429, b"MONTHLY quota"),
        ("not_subscribed", 403, b"not subscribed"),
        ("html", 200, b"<!DOCTYPE"),
        ("gateway_timeout", 504, b"timed out"),
    ],
)
async def test_a_canned_fault_fires_as_often_as_told(
    simulator: Simulator, kind: str, status: int, word: bytes
) -> None:
    await simulator.fault(kind=kind, match="/profile:na*", times=1)
    given, body = await simulator.get("/profile", username="nasa")
    assert given == status
    assert word in body
    assert (await simulator.get("/profile", username="nasa"))[0] == 200
    assert (await simulator.sim("GET", "/config"))["faults"][0]["fired"] == 1


@pytest.mark.parametrize("kind", ["reset", "cut_off"])
async def test_a_connection_breaks(simulator: Simulator, kind: str) -> None:
    await simulator.fault(kind=kind)
    with pytest.raises(aiohttp.ClientError):
        await simulator.get("/profile", username="nasa")


async def test_half_a_body_is_no_json(simulator: Simulator) -> None:
    await simulator.fault(kind="truncated")
    status, body = await simulator.get("/profile", username="nasa")
    assert status == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(body)


async def test_a_huge_body_is_as_large_as_told(simulator: Simulator) -> None:
    await simulator.sim("PATCH", "/config", {"huge_bytes": 5_000_000})
    await simulator.fault(kind="huge")
    assert len((await simulator.get("/profile", username="nasa"))[1]) == 5_000_000


async def test_a_call_without_a_key_or_with_the_wrong_one_is_refused(simulator: Simulator) -> None:
    url = f"{simulator.url}/profile?username=nasa"
    async with simulator.http.get(url) as answer:
        assert answer.status == 401
    await simulator.sim("PATCH", "/config", {"api_key": "right"})
    async with simulator.http.get(url, headers=KEY) as answer:
        assert answer.status == 403


async def test_the_account_says_what_it_is(simulator: Simulator) -> None:
    assert (await simulator.get("/profile", username="missing.x"))[0] == 404
    assert (await simulator.json("/profile", username="thisuserdoesnotexist9"))["status"] is False
    assert (await simulator.json("/profile", username="ghost.x"))["data"]["user"] is None
    assert (await simulator.json("/profile", username="renamed.x"))["username"] == "moved.x"
    private = await simulator.json("/profile", username="private.x")
    assert private["is_private"] is True
    assert (await simulator.get("/reels", id=private["id"]))[0] == 400
    related = await simulator.json("/related-profiles", id=private["id"])
    assert related["data"]["user"]["edge_related_profiles"]["edges"]


async def test_flaky_pages_fail_first_and_then_succeed(simulator: Simulator) -> None:
    assert (await simulator.get("/profile", username="flaky.x"))[0] == 502
    creator_id = await simulator.id_of("flaky.x")
    first = await simulator.get("/reels", id=creator_id)
    assert first[0] == 502 or json.loads(first[1])["items"] == []
    assert len((await simulator.json("/reels", id=creator_id))["items"]) == 12


async def test_a_renaming_moves_the_name_and_keeps_the_id(media: Path) -> None:
    async with running(media / "renaming") as simulator:
        before = await simulator.id_of("nasa")
        await simulator.sim(
            "POST", "/rename", {"username": "nasa", "to": "nasa2", "old": "missing"}
        )
        assert await simulator.id_of("nasa2") == before
        assert (await simulator.get("/profile", username="nasa"))[0] == 404
        page = await simulator.json("/reels", id=before)
        assert b'"username":"nasa2"' in json.dumps(page, separators=(",", ":")).encode()


async def test_the_rate_limit_counts_real_seconds(simulator: Simulator) -> None:
    await simulator.sim("PATCH", "/config", {"rate_limit_per_s": 5})
    answers: list[tuple[int, bytes]] = []
    async with asyncio.timeout(20):
        while not answers:
            began = asyncio.get_running_loop().time()
            nine = [simulator.get("/profile", username="nasa") for _ in range(9)]
            answers = await asyncio.gather(*nine)
            if asyncio.get_running_loop().time() - began >= 1.0:
                # Somebody stood still: they were not of one second.
                answers.clear()
                await asyncio.sleep(1.0)
    assert sorted(status for status, _ in answers) == [200] * 5 + [429] * 4


async def test_every_answer_takes_the_latency(media: Path) -> None:
    async with running(media, "--latency-ms", "150") as simulator:
        began = asyncio.get_running_loop().time()
        await simulator.id_of("nasa")
        assert asyncio.get_running_loop().time() - began >= 0.15


async def test_media_go_wrong_by_name(simulator: Simulator) -> None:
    """Each faulty asset is faulty as the truth says, and the others are whole."""
    for name in ("gone.x", "wrongtype.x", "escaping.x", "redirecting.x", "chunked.x", "expired.x"):
        found = (await simulator.walk(name))["reels"][:4]
        truth = await simulator.sim("GET", f"/creators/{name}/truth?reels=4&posts=0")
        for item in found:
            asset = f"instagram/{item['pk']}/cover-0"
            url = item["image_versions2"]["candidates"][0]["url"]
            async with simulator.http.get(url, allow_redirects=False) as answer:
                said = (answer.status, answer.content_length is None, await answer.read())
            assert_as_told(name, truth["faulty"].get(asset), *said)


def assert_as_told(name: str, fault: str | None, status: int, unsized: bool, body: bytes) -> None:  # noqa: FBT001 - three facts of one answer
    if name == "expired.x":
        assert status == 403
        return
    expected = {"gone": 410, "not_found": 404, "html": 200, "chunked": 200, None: 200}
    assert status == expected.get(fault, 302)
    if status == 200:
        assert body.startswith(b"<" if fault == "html" else b"\xff\xd8")
        assert unsized is (fault == "chunked")


async def test_redirects_lead_to_the_file_in_the_end(simulator: Simulator) -> None:
    profile = await simulator.json("/profile", username="redirecting.x")
    async with simulator.http.get(profile["profile_pic_url"]) as answer:
        assert answer.history
        assert (await answer.read()).startswith(b"\xff\xd8")
    await simulator.fault(kind="redirect_forbidden", match="/cdn/*")
    async with simulator.http.get(profile["profile_pic_url"], allow_redirects=False) as answer:
        assert urlsplit(answer.headers["Location"]).netloc != urlsplit(simulator.url).netloc


async def test_files_grow_to_the_size_asked_for(simulator: Simulator) -> None:
    await simulator.sim(
        "PATCH", "/config", {"media_min_bytes": 300_000, "media_max_bytes": 600_000}
    )
    item = (await simulator.walk("few.x"))["reels"][0]
    async with simulator.http.get(item["video_versions"][0]["url"]) as answer:
        assert 300_000 <= len(await answer.read()) <= 600_000


async def test_a_walk_under_drift_finds_what_was_there_throughout(media: Path) -> None:
    async with running(media, "--drift") as simulator:
        found = await simulator.walk("nasa")
        must = await simulator.sim("GET", "/creators/nasa/throughout?reels=90&posts=30")
        for walk, items in found.items():
            pks = {str(item["pk"]) for item in items}
            assert {item["pk"] for item in must[walk]} <= pks
        again = await simulator.walk("nasa")
        assert again != found


async def test_it_stops_at_once_even_while_a_call_hangs(simulator: Simulator) -> None:
    await simulator.fault(kind="hang")
    hanging = asyncio.create_task(simulator.get("/profile", username="nasa"))
    while not (await simulator.sim("GET", "/calls"))["total"]:
        await asyncio.sleep(0.01)
    simulator.process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(simulator.process.wait(), 10.0) == 0
    with pytest.raises(aiohttp.ClientError):
        await hanging


async def test_an_unknown_setting_of_its_own_stops_the_start(tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "b9_devstack.simulator", "--media-dir", str(tmp_path)),
        env={"PATH": os.environ["PATH"], "B9_SIMULATOR__LATENCI_MS": "5"},
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await asyncio.wait_for(process.communicate(), START_S)
    assert process.returncode == 2
    assert b"B9_SIMULATOR__LATENCI_MS" in said
