"""What of downloading needs no network: rates, waits, words for errors."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, cast

import aiohttp
import pytest

from b9_media_uploader.adapters import http_source
from b9_media_uploader.adapters.http_source import (
    MAX_RETRY_AFTER_S,
    MIN_BYTES_PER_S,
    HttpDownload,
    retry_after_s,
)
from b9_media_uploader.ports import SourceUnavailableError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Drip:
    """A body of which each second brings *size* bytes."""

    def __init__(self, clock: Clock, size: int, seconds: int) -> None:
        self.clock, self.size, self.left = clock, size, seconds

    async def readany(self) -> bytes:
        if self.left == 0:
            return b""
        self.left -= 1
        self.clock.now += 1
        return b"x" * self.size


def download(drip: Drip) -> HttpDownload:
    class Response:
        content = drip

    return HttpDownload(cast("Any", Response()), clock=drip.clock)


async def read(drip: Drip) -> int:
    return sum([len(chunk) async for chunk in download(drip).chunks()])


async def test_a_body_that_drips_is_given_up() -> None:
    drip = Drip(Clock(), MIN_BYTES_PER_S - 1, seconds=60)
    with pytest.raises(SourceUnavailableError, match="too_slow"):
        await read(drip)
    assert drip.left == 50


async def test_a_body_at_the_lowest_rate_is_read_to_its_end() -> None:
    assert await read(Drip(Clock(), MIN_BYTES_PER_S, seconds=60)) == 60 * MIN_BYTES_PER_S


async def test_time_spent_on_our_side_is_not_the_networks() -> None:
    clock = Clock()
    got = 0
    async for chunk in download(Drip(clock, 100, seconds=9)).chunks():
        clock.now += 100
        got += len(chunk)
    assert got == 900


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7", 7),
        ("0", 0),
        ("-5", 0),
        ("1e9", MAX_RETRY_AFTER_S),
        ("inf", MAX_RETRY_AFTER_S),
        ("nan", None),
        ("soon", None),
        ("Fri, 31 Dec 9999 23:59:59 -1400", None),
        ("", None),
    ],
)
def test_a_wait_in_seconds_is_clamped(text: str, expected: float | None) -> None:
    assert retry_after_s({"Retry-After": text}) == expected


def test_a_wait_until_a_date_is_understood() -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    wait_s = retry_after_s({"Retry-After": at})
    assert wait_s is not None
    assert 50 < wait_s <= 60


def test_no_word_about_waiting_is_none() -> None:
    assert retry_after_s({}) is None


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (TimeoutError(), "timeout"),
        (aiohttp.ServerTimeoutError(), "timeout"),
        (aiohttp.ClientPayloadError(), "broken_off"),
        (aiohttp.ServerDisconnectedError(), "connection"),
        (ConnectionResetError(), "connection"),
        (KeyError("ours"), None),
    ],
)
def test_the_clients_errors_have_words(error: BaseException, word: str | None) -> None:
    assert http_source._reason(error) == word
