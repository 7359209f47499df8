from uuid import uuid4

import msgspec
import pytest
from services.persister.tests.unit.folding import batch, folded

from b9_common.errors import PoisonError
from b9_common.events import Event, FetchOutcome, Kind, Walk
from b9_persister.batch import Marker, Refusal, read
from b9_persister.fold import fold
from b9_persister.hashing import content_hash
from b9_persister.reddit.states import said_by_marker
from b9_persister.testing.events import at, marker
from b9_persister.testing.hands import delivery
from b9_persister.testing.reddit import (
    about_page,
    found,
    post,
    reddit_marker,
    reddit_page,
    refused_marker,
    rules,
    rules_page,
    subreddit,
    user_page,
)
from b9_persister.things import named

REQUEST = str(uuid4())


def test_every_thing_is_a_row_once_and_all_are_accounted_for() -> None:
    result = folded(
        about_page(REQUEST, subreddit(subscribers=1), minutes=1),
        about_page(REQUEST, subreddit(subscribers=2), n=1, minutes=2),
        reddit_page(REQUEST, posts=[post("p2"), post("p1"), post("p2", score=None)]),
    )

    assert [row.value.subscribers for row in result.reddit.abouts] == [2]
    assert [row.value.id for row in result.reddit.posts] == ["p1", "p2"]
    assert [(one.announced, one.superseded) for one in result.accounts] == [(1, 1), (1, 0), (3, 1)]


def test_rules_belong_to_the_owner_of_their_page() -> None:
    (row,) = folded(rules_page(REQUEST, rules("be kind"))).reddit.rules

    assert (row.value.id, row.value.name) == ("c1", "Orbit")
    assert row.content_hash == content_hash(rules("be kind"))


def test_an_owner_is_a_community_or_an_account_by_its_walk() -> None:
    result = folded(reddit_page(REQUEST), reddit_page(REQUEST, Walk.SUBMITTED))

    assert [one.id for one in result.reddit.communities] == ["c1"]
    assert [one.id for one in result.reddit.authors] == ["a1"]


def test_authors_without_an_id_are_no_rows() -> None:
    result = folded(reddit_page(REQUEST, posts=[post("p1", author_id=None)]))

    assert result.reddit.authors == []


def test_what_was_found_is_kept_at_its_earliest_and_says_if_it_is_a_feed() -> None:
    pages = [
        reddit_page(REQUEST, Walk.SUBMITTED, n=n, found=[found("c2", name)], minutes=minutes)
        for n, (name, minutes) in enumerate([("New", 3), ("new", 1), ("NEW", 2)])
    ]
    result = folded(*pages).reddit

    (mention,) = result.communities
    assert (mention.name, mention.found_at) == ("new", at(1))
    (discovery,) = result.discoveries
    assert (discovery.first_seen_at, discovery.last_seen_at) == (at(1), at(3))


def test_a_community_that_leads_to_itself_is_no_discovery() -> None:
    result = folded(reddit_page(REQUEST, Walk.SUBMITTED, found=[found("c1", "Orbit")])).reddit

    assert result.discoveries == []
    assert [one.found_at for one in result.communities] == [None]


def test_without_a_source_the_lineage_begins_with_the_account() -> None:
    page = reddit_page(REQUEST, Walk.SUBMITTED, found=[found("c2", "New", source_id=None)])

    assert [one.source_id for one in folded(page).reddit.discoveries] == [""]


def test_about_pages_say_that_a_name_is_ok() -> None:
    states = folded(about_page(REQUEST, minutes=4), user_page(REQUEST, minutes=5)).reddit.states

    assert [(one.kind, one.name_lower, one.state, one.observed_at) for one in states] == [
        ("subreddit", "orbit", "ok", at(4)),
        ("user", "pilot", "ok", at(5)),
    ]


def test_a_marker_speaks_of_what_was_asked_for_at_its_own_time() -> None:
    event = refused_marker(REQUEST, "target_private", target="OrBit", minutes=7)
    (state,) = folded(event).reddit.states

    assert (state.kind, state.name_lower, state.state) == ("subreddit", "orbit", "private")
    assert (state.observed_at, state.code) == (at(7), "target_private")


def test_a_marker_of_a_clock_ahead_is_as_old_as_the_broker_says() -> None:
    hand = read(delivery(refused_marker(REQUEST, "target_banned", minutes=60), stored_at=at(5)))

    assert isinstance(hand, Marker)
    state = said_by_marker(hand)
    assert state is not None
    assert state.observed_at == at(5)


@pytest.mark.parametrize(
    "event",
    [
        refused_marker(REQUEST, "forbidden"),
        refused_marker(REQUEST, "bad_request"),
        refused_marker(REQUEST, "target_banned", kind=None),
        # Its rules were not found, say; the community was.
        reddit_marker(
            REQUEST, [about_page(REQUEST)], outcome=FetchOutcome.PARTIAL, code="target_not_found"
        ),
        msgspec.structs.replace(marker(REQUEST, []), code="target_private", kind=Kind.CREATOR_ADD),
    ],
)
def test_markers_that_are_not_about_a_name_of_reddit_say_nothing(event: Event) -> None:
    assert folded(event).reddit.empty


def test_of_two_words_at_one_moment_the_same_one_stands_in_any_order() -> None:
    words = [refused_marker(REQUEST, f"target_{x}") for x in ("private", "banned")]

    for pair in (words, words[::-1]):
        assert [one.state for one in folded(*pair).reddit.states] == ["private"]


def test_links_and_raw_json_are_no_part_of_a_posts_meaning() -> None:
    one = post("p1")
    other = msgspec.structs.replace(one, raw=None, image_urls=("x",), cover_url="y", thumbnail="z")

    assert content_hash(one).split(".")[0] == content_hash(other).split(".")[0]
    assert content_hash(one) != content_hash(other)
    changed = msgspec.structs.replace(one, score=11)
    assert content_hash(changed).split(".")[0] != content_hash(one).split(".")[0]


def test_each_kind_of_refused_thing_has_its_place_among_the_letters() -> None:
    pages = [about_page(REQUEST), rules_page(REQUEST), user_page(REQUEST)]
    pages.append(reddit_page(REQUEST, posts=[post("p1"), post("p2")], found=[found("c2", "New")]))
    whole = batch(*pages)
    refused = msgspec.structs.replace(
        whole, refused={one: Refusal("bad", "why") for one in whole.item_ids}
    )

    result = fold(refused)

    assert [(one.page, one.index) for one in result.letters] == [
        (0, 999), (1, 998), (2, 997), (3, 1_000), (3, 1_001),
    ]  # fmt: skip
    assert [one.rejected for one in result.accounts] == [1, 1, 1, 2]
    assert result.assets == []
    rows = result.reddit
    assert [rows.abouts, rows.rules, rows.users, rows.posts, rows.discoveries] == [[]] * 5


def test_one_item_pages_of_the_same_key_are_told_apart() -> None:
    pages = [reddit_page(REQUEST, posts=[post(key)]) for key in ("p1", "p2")]

    assert pages[0].key == pages[1].key
    assert named(pages[0]) != named(pages[1])
    assert named(pages[0]) == named(reddit_page(REQUEST, posts=[post("p1", score=0)]))


def test_an_oversized_page_is_poison() -> None:
    big = reddit_page(REQUEST, posts=[post(f"p{n}") for n in range(501)])

    with pytest.raises(PoisonError):
        read(delivery(big))
