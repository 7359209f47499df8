"""
The contracts, held by golden files: one example of every event, as it stands on the wire.

A file changes only when the contract does. ``*.old.json`` are what yesterday's producers sent, and
must stay readable; unknown fields stand for what tomorrow's will.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from b9_common import events
from b9_common.events import (
    AssetKind,
    AssetOutcome,
    AssetRef,
    BioLink,
    CallClass,
    CallTracked,
    ContentPage,
    CreatorRequested,
    DeadLetter,
    Depth,
    Event,
    FetchedPage,
    FetchFinished,
    FetchOutcome,
    FoundSubreddit,
    KeywordMatch,
    Kind,
    MediaItem,
    MediaUploaded,
    Owner,
    Platform,
    Profile,
    RedditPage,
    RedditPost,
    RedditUser,
    RejectedItem,
    RowsPersisted,
    Rule,
    Rules,
    StageState,
    StageTracked,
    Subreddit,
    Walk,
    encode,
    schema_of,
)

GOLDEN = Path(__file__).parent / "golden"
AT = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
REQUEST = "018f0000-0000-7000-8000-000000000001"
COMMON: dict[str, Any] = {"request_id": REQUEST, "correlation_id": "golden-1"}
PAGE: dict[str, Any] = {**COMMON, "drive": 2, "run": 1, "leg": 3, "platform": Platform.INSTAGRAM}
OWNER = Owner(id="4242", username="some.one")
REDDIT_PAGE: dict[str, Any] = {
    **PAGE,
    "platform": Platform.REDDIT,
    "owner": Owner(id="2qh0u", username="Pictures"),
    "observed_at": AT,
}
ASSET = AssetRef(
    media_id="900", kind=AssetKind.VIDEO, owner_id="4242", url="https://cdn.example/900?oe=1"
)

EXAMPLES: dict[str, Event] = {
    "creator.requested": CreatorRequested(
        **COMMON,
        drive=2,
        kind=Kind.CREATOR_ADD,
        platform=Platform.INSTAGRAM,
        target="some.one",
        depth=Depth(reels=90, posts=30),
        requested_at=AT,
    ),
    "content.fetched": ContentPage(
        **PAGE,
        walk=Walk.REELS,
        n=0,
        owner=OWNER,
        items=(
            MediaItem(
                media_pk="900",
                owner_id="4242",
                taken_at=AT,
                caption="a #caption",
                hashtags=("#caption",),
                play_count=9_007_199_254_740_993,
                raw=msgspec.Raw(b'{"pk":900}'),
            ),
        ),
        rejected=(RejectedItem(index=1, reason="no_pk", raw="{}"),),
        assets=(ASSET,),
        observed_at=AT,
    ),
    "content.fetched.profile": ContentPage(
        **PAGE,
        walk=Walk.PROFILE,
        n=0,
        owner=OWNER,
        profile=Profile(
            id="4242",
            username="some.one",
            followers_count=0,
            bio_links=(BioLink(url="https://example.org", title="me", type="personal_site"),),
            raw=msgspec.Raw(b'{"id":"4242"}'),
        ),
        observed_at=AT,
    ),
    "content.fetched.reddit": RedditPage(
        **REDDIT_PAGE,
        walk=Walk.TOP,
        n=1,
        posts=(
            RedditPost(
                id="abc1",
                subreddit_id="2qh0u",
                subreddit="Pictures",
                author="some-one",
                title="a title",
                created_at=AT,
                score=None,
                score_hidden=True,
                content_type="image",
                image_urls=("https://i.redd.example/1.jpg",),
                raw=msgspec.Raw(b'{"id":"abc1"}'),
            ),
        ),
        found=(
            FoundSubreddit(
                id="3aaaa", name="u_some-one", is_user_feed=True, via_user="some-one", post_id="x"
            ),
        ),
    ),
    "content.fetched.reddit.about": RedditPage(
        **REDDIT_PAGE,
        walk=Walk.ABOUT,
        n=0,
        subreddit=Subreddit(
            id="2qh0u",
            name="Pictures",
            subscribers=0,
            matches=(KeywordMatch(category="pets", phrase="dogs", where="title"),),
        ),
    ),
    "content.fetched.reddit.rules": RedditPage(
        **REDDIT_PAGE, walk=Walk.RULES, n=0, rules=Rules(rules=(Rule(short_name="Be kind"),))
    ),
    "content.fetched.reddit.user": RedditPage(
        **REDDIT_PAGE,
        walk=Walk.PROFILE,
        n=0,
        user=RedditUser(id="t7", username="some-one", total_karma=-3),
    ),
    "content.finished": FetchFinished(
        **PAGE,
        owner=OWNER,
        pages=(f"{REQUEST}:1:3:profile:0", f"{REQUEST}:1:3:reels:0"),
        totals={"profile": 1, "reels": 2},
        depth=Depth(reels=90, posts=30),
        kind=Kind.CREATOR_ADD,
        target="some.one",
        outcome=FetchOutcome.PARTIAL,
        code="cursor_loop",
        finished_at=AT,
    ),
    "media.uploaded": MediaUploaded(
        **COMMON,
        drive=2,
        run=1,
        platform=Platform.INSTAGRAM,
        asset=ASSET,
        outcome=AssetOutcome.STORED,
        bytes=1_024,
        sha256="ab" * 32,
        content_type="video/mp4",
        object_key="instagram/900/video-0",
        observed_at=AT,
        finished_at=AT,
    ),
    "rows.persisted": RowsPersisted(
        **COMMON,
        platform=Platform.INSTAGRAM,
        target_id="4242",
        inserted={"instagram_reels": 12},
        committed_at=AT,
    ),
    "track.stage": StageTracked(
        **COMMON,
        drive=2,
        stage="content",
        state=StageState.WAITING,
        reason="daily_cap",
        until=AT,
        service="instagram-ingest",
        instance="instagram-ingest-1",
        at=AT,
    ),
    "track.call": CallTracked(
        **COMMON,
        call_id="c-1",
        drive=2,
        run=1,
        leg=3,
        walk="reels",
        n=0,
        platform=Platform.INSTAGRAM,
        provider="instagram-looter",
        endpoint="/reels",
        status=200,
        call_class=CallClass.OK,
        duration_ms=301,
        bytes=4_096,
        items=12,
        cost_usd=0.0003,
        service="instagram-ingest",
        instance="instagram-ingest-1",
        at=AT,
    ),
    "dead.letter": DeadLetter(
        **COMMON,
        durable="persister-content",
        stream="CONTENT",
        seq=7,
        subject="content.fetched.instagram",
        origin=f"{REQUEST}:1:3:reels:0",
        code="unreadable",
        error="not JSON",
        attempts=1,
        headers={"B9-Schema": "content.fetched/1"},
        payload=b"\xff{",
        at=AT,
    ),
}


def wire(name: str) -> bytes:
    return (GOLDEN / f"{name}.json").read_bytes().strip()


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_event_is_written_as_its_golden_file_says(name: str) -> None:
    assert encode(EXAMPLES[name]) == wire(name)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_golden_file_reads_back_as_its_event(name: str) -> None:
    event = EXAMPLES[name]
    assert encode(msgspec.json.decode(wire(name), type=type(event))) == encode(event)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_field_of_tomorrow_is_ignored(name: str) -> None:
    tomorrow = wire(name)[:-1] + b',"field_of_tomorrow":{"a":[1]}}'
    event = EXAMPLES[name]
    assert encode(msgspec.json.decode(tomorrow, type=type(event))) == encode(event)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_missing_required_field_is_refused(name: str) -> None:
    without = msgspec.json.decode(wire(name))
    del without["request_id"]
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode(without), type=type(EXAMPLES[name]))


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.old.json")), ids=lambda path: path.name)
def test_what_yesterday_sent_can_still_be_read(path: Path) -> None:
    name = path.name.removesuffix(".old.json").removesuffix(".2")
    event = msgspec.json.decode(path.read_bytes(), type=type(EXAMPLES[name]))
    assert event.request_id == REQUEST


def test_every_event_has_a_golden_file() -> None:
    leaves = {
        kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, Event)
    } - {Event, FetchedPage}
    assert {type(event) for event in EXAMPLES.values()} == leaves
    assert {path.stem for path in GOLDEN.glob("*.json") if ".old" not in path.name} == set(EXAMPLES)


def test_pages_and_markers_are_told_apart_by_their_tag() -> None:
    for name in ("content.fetched", "content.fetched.reddit", "content.finished"):
        decoded: Event = msgspec.json.decode(wire(name), type=events.ContentEvent)
        assert type(decoded) is type(EXAMPLES[name])
    assert len(get_args(events.ContentEvent)) == 3


def test_a_schema_header_names_the_tag_and_the_version() -> None:
    assert schema_of(EXAMPLES["content.fetched"]) == "content.fetched/1"


def test_keys_come_from_business_ids() -> None:
    page = EXAMPLES["content.fetched"]
    assert isinstance(page, ContentPage)
    assert page.key == f"{REQUEST}:1:3:reels:0"
    assert msgspec.structs.replace(page, part=2).key == f"{REQUEST}:1:3:reels:0.2"
    assert page.announced == 2
    assert (
        events.asset_key(Platform.INSTAGRAM, "900", AssetKind.IMAGE, 3) == "instagram/900/image-3"
    )
    assert (
        events.asset_key(Platform.INSTAGRAM, "4242", AssetKind.PROFILE) == "instagram/4242/profile"
    )
