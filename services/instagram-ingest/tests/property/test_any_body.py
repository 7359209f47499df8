"""Whatever an upstream sends, it is read or refused, and every entry is accounted for."""

import json
from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from instagram_samples import carousel, edges, media, node, web_user

from b9_common.events import CallClass, MediaItem, Walk
from b9_common.fetching.decoding import BodyError, decode
from b9_instagram_ingest.assets import assets_of, profile_assets
from b9_instagram_ingest.dialects import Dialect
from b9_instagram_ingest.normalise import normalise
from b9_instagram_ingest.page import Page
from b9_instagram_ingest.reading import read_answer

NOW = datetime(2026, 3, 1, tzinfo=UTC)
QUICK = settings(
    max_examples=10,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# Few characters, but each of a kind of its own; all of Unicode takes seconds to set up.
TEXT = st.text(alphabet='aZ0_#@/. é日\x00\ud800\udfff😀"\\', max_size=8)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([-1, 0, 2**63, 2**70, -(2**70), 10**16])
    | st.floats()
    | TEXT
    | st.sampled_from(["\x00", "\ud800", "#\ud83d", "1_2", "https://cdn.example/a?oe=66000000"])
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
KEYS = sorted(
    {*media(), *carousel(), *node(), *web_user(), *MediaItem.__struct_fields__, "media", "items"}
)
# An item of ours with a few of its fields replaced by anything.
MANGLED = st.builds(
    lambda base, over: base | over,
    st.sampled_from([media(), carousel(), node(), {"media": media()}, web_user(), {}]),
    st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5),
)
ENTRIES = st.lists(MANGLED | JSON, max_size=5)


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


def assert_storable(page: Page) -> None:
    """The page can cross the wire and be stored as jsonb."""
    encoded = msgspec.json.encode(page)
    assert b"\\u0000" not in encoded
    msgspec.json.decode(encoded, type=Page)
    for item in page.items:
        for walk in Walk:
            msgspec.json.encode(assets_of(item, walk))
    if page.profile:
        msgspec.json.encode(profile_assets(page.profile))


def count_up(page: Page) -> int:
    return len(page.items) + len(page.related) + len(page.rejected) + page.duplicates + page.skipped


@QUICK
@given(body=st.binary(max_size=200) | JSON.map(as_bytes), dialect=st.sampled_from(Dialect))
def test_any_bytes_at_all_are_classified_and_raise_nothing(body: bytes, dialect: Dialect) -> None:
    reading = read_answer(dialect, 200, {}, body, now=NOW)

    fine = reading.answer.call_class in {CallClass.OK, CallClass.EMPTY}
    assert fine is (reading.answer.code in {None, "no_items"})


@QUICK
@given(value=JSON)
def test_what_was_decoded_can_be_encoded_and_is_clean(value: Any) -> None:
    decoded = decode(as_bytes(value))

    assert b"\\u0000" not in msgspec.json.encode(decoded)


@QUICK
@given(entries=ENTRIES, dialect=st.sampled_from([Dialect.REELS, Dialect.FEED_USER]))
def test_every_entry_of_a_list_is_accounted_for(entries: list[Any], dialect: Dialect) -> None:
    page = normalise(dialect, decode(as_bytes({"items": entries})))

    assert count_up(page) == len(entries)
    assert_storable(page)


@QUICK
@given(media_or_ads=ENTRIES, others=ENTRIES)
def test_every_entry_of_a_feed_is_accounted_for(media_or_ads: Any, others: Any) -> None:
    told = [*({"media_or_ad": entry} for entry in media_or_ads), *others]
    page = normalise(Dialect.FEED_TIMELINE, decode(as_bytes({"feed_items": told})))

    assert count_up(page) == len(told)
    assert_storable(page)


@QUICK
@given(entries=ENTRIES)
def test_every_edge_is_accounted_for(entries: list[Any]) -> None:
    timeline = {"edge_owner_to_timeline_media": edges(*entries)}
    body = decode(as_bytes({"data": {"user": timeline}}))

    page = normalise(Dialect.TIMELINE_EDGES, body)

    assert count_up(page) == len(entries)
    assert_storable(page)


@QUICK
@given(users=ENTRIES)
def test_every_related_profile_is_accounted_for(users: list[Any]) -> None:
    page = normalise(Dialect.RELATED, decode(as_bytes({"users": users})))

    assert count_up(page) == len(users)
    assert_storable(page)


@QUICK
@given(user=MANGLED)
def test_a_mangled_profile_is_read_or_refused(user: dict[str, Any]) -> None:
    try:
        page = normalise(Dialect.PROFILE, decode(as_bytes({"data": {"user": user}})))
    except BodyError:
        return

    assert page.accepted + len(page.rejected) == 1
    assert_storable(page)
