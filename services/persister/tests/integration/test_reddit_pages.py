"""Pages of Reddit become rows, by the same rules as those of Instagram."""

import json
from collections.abc import Callable
from itertools import permutations
from typing import Any

import msgspec
import pytest

from b9_common.errors import PoisonError
from b9_common.events import KeywordMatch, Kind, Platform, RejectedItem, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.testing.events import at, profile_page
from b9_persister.testing.reddit import (
    about_page,
    accept_scan,
    found,
    post,
    reddit_marker,
    reddit_page,
    refused_marker,
    rules,
    rules_page,
    subreddit,
    user,
    user_page,
)

Take = Callable[..., Any]
ACCOUNT = "SELECT announced, inserted, updated, unchanged, superseded, rejected FROM request_pages"
REVIEW = "SELECT review, upstream_state, suggested_review FROM reddit_subreddits"


@pytest.fixture
async def request_id(database: Stored) -> str:
    return await accept_scan(database.owner_dsn)


async def test_a_page_of_each_kind_becomes_rows_and_an_account(
    take: Take, rows: Take, request_id: str
) -> None:
    pages = [
        about_page(request_id, subreddit(subscribers=7)),
        rules_page(request_id, rules("be kind", "no spam")),
        reddit_page(request_id, posts=[post("p1"), post("p2", score=None, score_hidden=True)]),
        user_page(request_id),
    ]

    assert await take(*pages) == [None] * 4

    assert await rows("SELECT name, subscribers, upstream_state FROM reddit_subreddits") == [
        ("Orbit", 7, "ok")
    ]
    (stored,) = await rows("SELECT rules_data FROM reddit_subreddits")
    assert [rule["short_name"] for rule in json.loads(stored)] == ["be kind", "no spam"]
    assert await rows("SELECT reddit_id, score, image_urls FROM reddit_posts ORDER BY 1") == [
        ("p1", 10, ["https://i.example/p1.jpg"]),
        ("p2", None, ["https://i.example/p2.jpg"]),
    ]
    assert await rows("SELECT username, total_karma, is_suspended FROM reddit_users") == [
        ("Pilot", 5_000, False)
    ]
    assert await rows(f"{ACCOUNT} ORDER BY walk") == [
        (1, 1, 0, 0, 0, 0),
        (2, 2, 0, 0, 0, 0),
        (1, 1, 0, 0, 0, 0),
        (1, 1, 0, 0, 0, 0),
    ]


async def test_rules_are_an_array_of_objects_and_not_text_within_text(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(rules_page(request_id))

    assert await rows(
        "SELECT jsonb_typeof(rules_data), rules_data -> 0 ->> 'short_name' FROM reddit_subreddits"
    ) == [("array", "be kind")]


async def test_about_and_rules_have_times_of_their_own(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(about_page(request_id, minutes=9))
    await take(rules_page(request_id, rules("old"), minutes=3))
    await take(rules_page(request_id, rules("new"), n=1, minutes=5))
    await take(rules_page(request_id, rules("late"), n=2, minutes=4))
    await take(rules_page(request_id, rules("new"), n=3, minutes=6))

    assert await rows(
        "SELECT observed_at, rules_observed_at, rules_data -> 0 ->> 'short_name'"
        " FROM reddit_subreddits"
    ) == [(at(9), at(6), "new")]
    assert await rows(f"{ACCOUNT} WHERE walk = 'rules' ORDER BY n") == [
        (1, 1, 0, 0, 0, 0),
        (1, 0, 1, 0, 0, 0),
        (1, 0, 0, 0, 1, 0),
        (1, 0, 0, 1, 0, 0),
    ]


async def test_whoever_a_page_speaks_of_has_a_row_before_their_own_page_comes(
    take: Take, rows: Take, request_id: str
) -> None:
    nameless = post("p3", author=None, author_id=None)
    no_id = post("p4", author="Someone", author_id=None)
    elsewhere = post("p5", of=("c9", "Farside"), author="Other", author_id="a9")

    await take(reddit_page(request_id, posts=[post("p1"), nameless, no_id, elsewhere]))

    assert await rows("SELECT subreddit_id, name, observed_at FROM reddit_subreddits") == [
        ("c1", "Orbit", None),
        ("c9", "Farside", None),
    ]
    assert await rows("SELECT reddit_id, username FROM reddit_users ORDER BY 1") == [
        ("a1", "Pilot"),
        ("a9", "Other"),
    ]
    assert await rows(ACCOUNT) == [(4, 4, 0, 0, 0, 0)]

    await take(about_page(request_id))
    assert await rows(f"{ACCOUNT} WHERE walk = 'about'") == [(1, 1, 0, 0, 0, 0)]


async def test_what_is_only_found_is_kept_with_its_lineage_and_not_counted(
    take: Take, rows: Take, request_id: str
) -> None:
    page = reddit_page(
        request_id,
        Walk.SUBMITTED,
        posts=[post("p1", of=("c2", "Nearside"))],
        found=[found("c2", "Nearside"), found("f1", "u_Pilot"), found("c1", "Orbit")],
        minutes=4,
    )

    await take(page)
    again = msgspec.structs.replace(page, n=1, observed_at=at(2))
    await take(msgspec.structs.replace(again, found=(found("c2", "Nearside", "p0"),)))

    assert await rows(f"{ACCOUNT} WHERE n = 0") == [(1, 1, 0, 0, 0, 0)]
    assert await rows(
        "SELECT subreddit_id, is_user_feed, suggested_review, discovered_at"
        " FROM reddit_subreddits ORDER BY 1"
    ) == [
        ("c1", False, None, None),
        ("c2", False, None, at(2)),
        ("f1", True, "User Feed", at(4)),
    ]
    assert await rows(
        "SELECT subreddit_id, source_id, via_user, via_user_id, post_id, first_seen_at,"
        " last_seen_at FROM subreddit_discoveries ORDER BY 1"
    ) == [
        ("c2", "c1", "pilot", "a1", "p0", at(2), at(4)),
        ("f1", "c1", "pilot", "a1", "p1", at(4), at(4)),
    ]


async def test_what_a_discovery_finds_is_queued_for_one_scan(
    take: Take, rows: Take, owner: Any, request_id: str
) -> None:
    """The predecessor's discovery never found anything new."""
    queue = (
        "SELECT name FROM reddit_subreddits WHERE discovered_at IS NOT NULL"
        " AND observed_at IS NULL AND NOT is_user_feed AND scan_requested_at IS NULL"
        " ORDER BY discovered_at, subreddit_id"
    )
    names = [found(f"c{n}", name) for n, name in enumerate(("New", "Newer", "u_feed"), start=5)]
    await take(
        about_page(request_id),
        reddit_page(request_id, Walk.SUBMITTED, found=[*names, found("c1", "Orbit")]),
    )
    assert await rows(queue) == ["New", "Newer"]

    await take(about_page(request_id, subreddit("c5", "New"), n=1))
    await owner.execute(
        "UPDATE reddit_subreddits SET scan_requested_at = now() WHERE subreddit_id = 'c6'"
    )
    assert await rows(queue) == []


async def test_newer_wins_and_each_page_says_what_its_posts_did(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(reddit_page(request_id, n=0, posts=[post("p1", score=5)], minutes=5))
    await take(reddit_page(request_id, n=1, posts=[post("p1", score=9)], minutes=9))
    await take(reddit_page(request_id, n=2, posts=[post("p1", score=1)], minutes=1))
    same = post("p1", score=9, cover_url="https://preview.example/?s=2")
    await take(reddit_page(request_id, n=3, posts=[same], minutes=10))

    assert await rows("SELECT score, observed_at FROM reddit_posts") == [(9, at(10))]
    assert await rows(f"{ACCOUNT} ORDER BY n") == [
        (1, 1, 0, 0, 0, 0),
        (1, 0, 1, 0, 0, 0),
        (1, 0, 0, 0, 1, 0),
        (1, 0, 0, 1, 0, 0),
    ]


async def test_what_is_adults_only_follows_the_newest_page(
    take: Take, rows: Take, request_id: str
) -> None:
    """It was frozen at the first stored value."""
    await take(about_page(request_id, subreddit(over18=False), minutes=1))
    await take(about_page(request_id, subreddit(over18=True), n=1, minutes=2))

    assert await rows("SELECT over18 FROM reddit_subreddits") == [True]


async def test_derived_columns_of_a_post_are_in_utc_and_know_no_zero_for_null(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(
        reddit_page(
            request_id,
            posts=[
                post("p1", created_at=at(0), score=8, num_comments=2, selftext="four"),
                post("p2", score=0, thumbnail="self", crosspost_parent="t3_x"),
                post("p3", score=None, thumbnail="https://b.example/t.jpg"),
            ],
        )
    )

    # The first of March 2026 is a Sunday.
    assert await rows(
        "SELECT posting_day_of_week, posting_hour, comment_to_upvote_ratio::float, post_length"
        " FROM reddit_posts WHERE reddit_id = 'p1'"
    ) == [(6, 12, 0.25, 4)]
    assert await rows(
        "SELECT comment_to_upvote_ratio, has_thumbnail, is_crosspost FROM reddit_posts"
        " WHERE reddit_id <> 'p1' ORDER BY reddit_id"
    ) == [(None, False, True), (None, True, False)]


class TestWhatIsSaidOfAName:
    async def test_a_banned_community_is_marked_whichever_came_first(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        await take(refused_marker(request_id, "target_banned", target="ORBIT", minutes=9))
        assert await rows(REVIEW) == []

        await take(reddit_page(request_id, posts=[post("p1")], minutes=1))
        assert await rows(REVIEW) == [(None, "banned", "Banned")]
        assert await rows("SELECT suggested_evidence ->> 0 FROM reddit_subreddits") == [
            '{"where": "upstream", "phrase": "banned"}'
        ]

    async def test_the_newest_word_stands_and_an_older_one_changes_nothing(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        await take(about_page(request_id, minutes=5))
        await take(refused_marker(request_id, "target_private", minutes=3))
        assert await rows(REVIEW) == [(None, "ok", None)]

        await take(refused_marker(request_id, "target_private", minutes=7))
        assert await rows(REVIEW) == [(None, "private", None)]

        await take(about_page(request_id, n=1, minutes=8))
        assert await rows(REVIEW) == [(None, "ok", None)]
        assert await rows("SELECT kind, name_lower, state, code FROM reddit_target_states") == [
            ("subreddit", "orbit", "ok", None)
        ]

    @pytest.mark.parametrize("code", ["forbidden", "blocked", "rate_limited", "timeout", None])
    async def test_what_may_be_our_own_fault_says_nothing_of_the_target(
        self, take: Take, rows: Take, request_id: str, code: str | None
    ) -> None:
        await take(about_page(request_id), refused_marker(request_id, str(code)))

        assert await rows(REVIEW) == [(None, "ok", None)]

    @pytest.mark.parametrize("code", ["forbidden", "target_banned", "target_not_found"])
    async def test_forbidden_overwrote_a_human_ok(
        self, take: Take, rows: Take, owner: Any, request_id: str, code: str
    ) -> None:
        await take(about_page(request_id))
        await owner.execute("UPDATE reddit_subreddits SET review = 'Ok'")

        await take(refused_marker(request_id, code, minutes=60))
        await take(about_page(request_id, n=1, minutes=90))
        await take(rules_page(request_id, minutes=91))

        assert await rows("SELECT review FROM reddit_subreddits") == ["Ok"]

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    async def test_a_stub_of_two_names_has_the_state_of_the_one_it_keeps_in_any_order(
        self, take: Take, rows: Take, request_id: str, order: tuple[int, ...]
    ) -> None:
        events = (
            refused_marker(request_id, "target_private", target="alpha", minutes=1),
            reddit_page(request_id, Walk.SUBMITTED, found=(found("c2", "Alpha"),)),
            reddit_page(request_id, Walk.SUBMITTED, n=1, found=(found("c2", "Beta"),)),
        )

        for number in order:
            await take(events[number])

        stored = await rows("SELECT name, upstream_state FROM reddit_subreddits")
        assert stored == [("Beta", None)]

    async def test_upserts_nulled_and_keywords_overwrote_what_people_had_decided(
        self, take: Take, rows: Take, owner: Any, request_id: str
    ) -> None:
        decided = "review, notes, primary_category, tags, mirror_media, reviewed_by"
        ours = "our_creator, status, notes"
        await take(about_page(request_id), user_page(request_id))
        await owner.execute(
            "UPDATE reddit_subreddits SET review = 'Ok', notes = 'n', primary_category = 'art',"
            " tags = '[\"a\"]', mirror_media = true, reviewed_by = 'someone'"
        )
        await owner.execute(
            "UPDATE reddit_users SET our_creator = true, status = 'active', notes = 'n'"
        )
        match = KeywordMatch(category="gaming", phrase="gaming", where="title")
        about = subreddit(title=None, subscribers=None, matches=(match,))
        posts = [post("p1", subreddit_type=None)]

        await take(
            about_page(request_id, about, n=1, minutes=90),
            rules_page(request_id, rules("no art"), n=1, minutes=91),
            user_page(request_id, user(total_karma=None), n=1, minutes=92),
            reddit_page(request_id, Walk.SUBMITTED, posts=posts, found=(found("c1", "Orbit"),)),
        )

        assert await rows(f"SELECT {decided}, suggested_review FROM reddit_subreddits") == [
            ("Ok", "n", "art", '["a"]', True, "someone", "Non Related")
        ]
        assert await rows(f"SELECT {ours} FROM reddit_users") == [(True, "active", "n")]

    async def test_a_suspended_account_is_marked_where_it_is_known(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        told = {"kind": Kind.USER_DISCOVER, "target": "pilot"}
        await take(user_page(request_id, minutes=1))
        await take(refused_marker(request_id, "target_suspended", minutes=2, **told))

        assert await rows("SELECT username, is_suspended, total_karma FROM reddit_users") == [
            ("Pilot", True, 5_000)
        ]
        assert await rows("SELECT count(*) FROM reddit_subreddits") == [0]

    async def test_an_account_page_that_says_suspended_is_believed(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        await take(user_page(request_id, user(is_suspended=True)))

        assert await rows("SELECT is_suspended, upstream_state FROM reddit_users") == [
            (True, "suspended")
        ]


class TestSuggestions:
    async def test_evidence_of_both_pages_stands_beside_the_suggestion(
        self, take: Take, rows: Take, request_id: str
    ) -> None:
        in_title = KeywordMatch(category="gaming", phrase="speedrun", where="title")
        in_rule = KeywordMatch(category="pets", phrase="cat", where="rule")
        await take(
            about_page(request_id, subreddit(matches=(in_title,))),
            rules_page(request_id, rules("x", matches=(in_rule,), verification_mentioned=True)),
        )

        assert await rows(
            "SELECT review, suggested_review, verification_required FROM reddit_subreddits"
        ) == [(None, "Non Related", True)]
        (evidence,) = await rows("SELECT suggested_evidence FROM reddit_subreddits")
        assert [(one["phrase"], one["where"]) for one in json.loads(evidence)] == [
            ("speedrun", "title"),
            ("cat", "rule"),
        ]

        await take(about_page(request_id, n=1, minutes=1))
        await take(rules_page(request_id, rules("x"), n=1, minutes=1))
        assert await rows("SELECT suggested_review, suggested_evidence FROM reddit_subreddits") == [
            (None, "[]")
        ]


async def test_files_are_left_alone_where_mirroring_is_off(
    take: Take, rows: Take, request_id: str
) -> None:
    page = reddit_page(request_id, posts=[post("p1")])
    off = msgspec.structs.replace(
        page, options=msgspec.structs.replace(page.options, mirror_media=False)
    )

    await take(off)
    assert await rows("SELECT count(*) FROM media_assets") == [0]
    assert await rows("SELECT asset_keys FROM request_pages") == [[]]

    await take(msgspec.structs.replace(page, n=1))
    assert await rows("SELECT asset_key, platform FROM media_assets") == [
        ("reddit/p1/image-0", "reddit")
    ]


async def test_a_refused_post_is_a_letter_of_reddit_and_its_siblings_are_stored(
    take: Take, rows: Take, request_id: str
) -> None:
    bad = post("p2", content_type="hologram")
    mapped = RejectedItem(index=9, reason="no id", raw="{}")

    assert await take(
        reddit_page(request_id, posts=[post("p1"), bad, post("p3")], rejected=(mapped,))
    ) == [None]

    assert await rows("SELECT reddit_id FROM reddit_posts ORDER BY 1") == ["p1", "p3"]
    assert await rows(ACCOUNT) == [(4, 2, 0, 0, 0, 2)]
    assert await rows("SELECT item_index, platform, code FROM dead_letters ORDER BY 1") == [
        (9, "reddit", "rejected"),
        (1001, "reddit", "sqlstate_23514"),
    ]


async def test_a_refused_community_is_a_letter_of_its_own(
    take: Take, rows: Take, request_id: str
) -> None:
    bad = subreddit(subscribers=2**70)

    assert await take(about_page(request_id, bad), rules_page(request_id)) == [None, None]

    assert await rows("SELECT item_index, code FROM dead_letters") == [(999, "sqlstate_22000")]
    assert await rows("SELECT name, observed_at FROM reddit_subreddits") == [("Orbit", None)]
    assert await rows(f"{ACCOUNT} ORDER BY walk") == [(1, 0, 0, 0, 0, 1), (1, 1, 0, 0, 0, 0)]


async def test_one_post_sent_again_alone_repairs_its_row_and_is_counted_once(
    take: Take, rows: Take, owner: Any, request_id: str
) -> None:
    page = reddit_page(request_id, posts=[post("p1"), post("p2")])
    await take(page)
    await owner.execute("DELETE FROM reddit_posts")

    first = msgspec.structs.replace(page, posts=page.posts[:1], assets=())
    second = msgspec.structs.replace(page, posts=page.posts[1:], assets=())
    assert await take(first, second) == [None, None]

    assert await rows("SELECT reddit_id FROM reddit_posts ORDER BY 1") == ["p1", "p2"]
    assert await rows(ACCOUNT) == [(2, 2, 0, 0, 0, 0)]


async def test_both_platforms_share_a_transaction_and_announce_apart(
    take: Take, rows: Take, request_id: str
) -> None:
    assert await take(
        profile_page(request_id),
        about_page(request_id, minutes=1),
        reddit_marker(request_id),
    ) == [None, None, None]

    assert await rows("SELECT count(*) FROM instagram_creators, reddit_subreddits") == [1]


async def test_wake_ups_of_reddit_travel_under_its_own_subject(
    take: Take, rows: Take, request_id: str
) -> None:
    await take(about_page(request_id), reddit_page(request_id, posts=[post("p1")]))

    ((subject, payload),) = await rows("SELECT subject, payload FROM outbox")
    assert subject == "rows.persisted.reddit"
    told = json.loads(payload)
    assert told["inserted"] == {"reddit_posts": 1, "reddit_subreddits": 1}
    assert told["target_id"] == "c1"


async def test_a_page_that_says_another_platform_than_it_is_made_for_is_poison(
    take: Take, request_id: str
) -> None:
    page = msgspec.structs.replace(about_page(request_id), platform=Platform.INSTAGRAM)

    (result,) = await take(page)

    assert isinstance(result, PoisonError)
    assert result.code == "platform"


async def test_poison_in_texts_is_cleaned(take: Take, rows: Take, request_id: str) -> None:
    raw = msgspec.Raw(rb'{"a\u0000":"x"}')
    await take(
        about_page(request_id, subreddit(title="a\0b", raw=raw)),
        rules_page(request_id, rules("be\0kind")),
        reddit_page(request_id, posts=[post("p1", title="c\0d", preview=raw)]),
    )

    assert await rows("SELECT title, rules_data -> 0 ->> 'short_name' FROM reddit_subreddits") == [
        ("ab", "bekind")
    ]
    assert await rows("SELECT title, preview_data ->> 'a' FROM reddit_posts") == [("cd", "x")]
