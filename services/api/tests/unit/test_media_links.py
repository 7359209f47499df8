"""Addresses of files: the same all day, good until the end of the next, and nobody else's."""

from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr, ValidationError

from b9_api.adapters.presigning import LEFT_S, Presigner
from b9_api.lists.media_links import signed_by
from b9_api.media.links import MediaLinks, is_signed
from b9_api.media.routes import MAX_AGE_S
from b9_api.settings import GatewaySettings

KEY = "instagram/77/profile/0"
MORNING = datetime(2026, 1, 31, 0, 0, tzinfo=UTC)
EVENING = datetime(2026, 1, 31, 23, 59, 59, tzinfo=UTC)
LINKS = MediaLinks(b"a secret")
STORE = Presigner(
    endpoint="https://store.example",
    bucket="files",
    region="auto",
    access_key="reader",
    secret_key="secret-of-the-reader",
)


def parts(url: str) -> tuple[str, str]:
    """The day and the signature."""
    query = parse_qs(urlsplit(url).query)
    return query["d"][0], query["s"][0]


def test_an_address_is_the_same_all_day_and_another_on_the_next() -> None:
    assert LINKS.media_url(KEY, MORNING) == LINKS.media_url(KEY, EVENING)
    assert LINKS.media_url(KEY, MORNING) != LINKS.media_url(KEY, MORNING + timedelta(days=1))


def test_a_day_is_one_of_utc_wherever_the_clock_is_from() -> None:
    abroad = EVENING.astimezone(timezone(timedelta(hours=9)))
    assert LINKS.media_url(KEY, abroad) == LINKS.media_url(KEY, EVENING)


def test_an_address_is_good_on_its_day_and_the_next() -> None:
    day, signature = parts(LINKS.media_url(KEY, MORNING))
    ages = range(-1, 3)
    good = [LINKS.is_valid(KEY, day, signature, EVENING + timedelta(days=age)) for age in ages]
    assert good == [False, True, True, False]


@pytest.mark.parametrize("signature", ["", "x", "ä", "=" * 22])
def test_whatever_is_no_signature_is_refused(signature: str) -> None:
    assert not LINKS.is_valid(KEY, "2026-01-31", signature, MORNING)


def test_a_signature_opens_nothing_else() -> None:
    day, signature = parts(LINKS.media_url(KEY, MORNING))
    assert not LINKS.is_valid(KEY + "0", day, signature, MORNING)
    assert not LINKS.is_valid(KEY, "2026-01-30", signature, MORNING)
    assert not LINKS.is_valid(KEY, "", signature, MORNING)
    assert not MediaLinks(b"another").is_valid(KEY, day, signature, MORNING)


def test_what_stands_in_a_key_cannot_leave_the_path() -> None:
    url = LINKS.media_url("a b?d=x#é", MORNING)
    assert url.startswith("/media/a%20b%3Fd%3Dx%23%C3%A9?d=2026-01-31&s=")


def test_without_a_store_there_is_no_address_rather_than_one_that_fails() -> None:
    assert signed_by(None)(KEY) is None
    assert "&s=" in (signed_by(LINKS)(KEY) or "")


def test_an_address_of_the_store_is_the_same_for_an_hour_and_outlives_what_is_kept() -> None:
    at = MORNING + timedelta(minutes=5)
    first, last = STORE.url("GET", KEY, at), STORE.url("GET", KEY, at + timedelta(minutes=59.9))
    assert first == last
    assert STORE.url("GET", KEY, at + timedelta(hours=1)) != first
    query = parse_qs(urlsplit(last).query)
    signed = datetime.strptime(query["X-Amz-Date"][0] + "+0000", "%Y%m%dT%H%M%SZ%z")
    end = signed + timedelta(seconds=int(query["X-Amz-Expires"][0]))
    assert end - (at + timedelta(hours=1)) >= timedelta(seconds=LEFT_S)
    assert 0 < MAX_AGE_S < LEFT_S


def test_an_address_of_the_store_is_for_one_method_and_shows_no_secret() -> None:
    url = STORE.url("GET", KEY, MORNING)
    assert url.startswith(f"https://store.example/files/{KEY}?X-Amz-Algorithm=")
    assert STORE.url("HEAD", KEY, MORNING) != url
    assert STORE.secret_key not in url + repr(STORE)


def test_where_and_how_files_are_found_is_told_whole_or_not_at_all() -> None:
    with pytest.raises(ValidationError, match="go together"):
        GatewaySettings(database_url=SecretStr("x"), media_secret=SecretStr("s" * 32))


def test_an_address_is_told_from_a_made_up_one_before_anything_is_looked_up() -> None:
    path, _, question = LINKS.media_url(KEY, datetime.now(UTC)).partition("?")

    assert is_signed(LINKS, path, question)
    assert not is_signed(LINKS, path + "1", question)
    assert not is_signed(LINKS, path, "")
    assert not is_signed(LINKS, path, question + "A")
    assert not is_signed(LINKS, path, f"{'x=1&' * 100}{question}")
