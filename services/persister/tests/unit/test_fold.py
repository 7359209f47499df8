from uuid import uuid4

import msgspec
from services.persister.tests.unit.folding import folded

from b9_common.events import Options, RejectedItem, Walk
from b9_persister.batch import Page, read
from b9_persister.hashing import content_hash
from b9_persister.testing.events import at, cover, item, page, profile, profile_page
from b9_persister.testing.hands import delivery

REQUEST = str(uuid4())


def test_the_newer_observation_wins_and_the_older_is_superseded() -> None:
    old = page(REQUEST, items=[item("1", like_count=1)], minutes=1)
    new = page(REQUEST, n=1, items=[item("1", like_count=2)], minutes=2)

    result = folded(new, old)

    assert [row.value.like_count for row in result.instagram.reels] == [2]
    assert [account.superseded for account in result.accounts] == [0, 1]


def test_of_two_at_the_same_moment_the_larger_hash_wins() -> None:
    one, other = item("1", like_count=1), item("1", like_count=2)
    winner = max(one, other, key=content_hash)

    for pair in ([one, other], [other, one]):
        pages = [page(REQUEST, n=n, items=[x]) for n, x in enumerate(pair)]
        assert content_hash(folded(*pages).instagram.reels[0].value) == content_hash(winner)


def test_one_key_twice_in_a_page_is_one_row_and_both_are_accounted_for() -> None:
    result = folded(page(REQUEST, items=[item("1"), item("1", like_count=99)]))

    assert len(result.instagram.reels) == 1
    assert (result.accounts[0].announced, result.accounts[0].superseded) == (2, 1)


def test_rows_are_sorted_by_key() -> None:
    result = folded(page(REQUEST, items=[item("3"), item("1"), item("2")]))

    assert [row.value.media_pk for row in result.instagram.reels] == ["1", "2", "3"]
    assert [one.key for one in result.assets] == sorted(one.key for one in result.assets)


def test_the_endpoint_decides_the_table() -> None:
    same = item("1", product_type="clips")
    result = folded(
        page(REQUEST, walk=Walk.REELS, items=[same]), page(REQUEST, walk=Walk.POSTS, items=[same])
    )

    assert [row.value.media_pk for row in result.instagram.reels] == ["1"]
    assert [row.value.media_pk for row in result.instagram.posts] == ["1"]


def test_an_item_of_another_author_is_tied_to_the_profile_that_shows_it() -> None:
    result = folded(page(REQUEST, items=[item("1"), item("2", owner="77")]))

    (relation,) = result.instagram.relations
    assert (relation.source_id, relation.target_id, relation.media_pk) == ("100", "77", "2")


def test_what_the_mapper_rejected_is_a_letter_and_counts_as_rejected() -> None:
    rejected = RejectedItem(index=4, reason="no pk", raw='{"a":1}')
    result = folded(page(REQUEST, items=[item("1")], rejected=(rejected,)))

    assert (result.accounts[0].announced, result.accounts[0].rejected) == (2, 1)
    (letter,) = result.letters
    assert (letter.index, letter.reason, letter.payload) == (4, "no pk", b'{"a":1}')


def test_assets_of_a_page_that_is_not_mirrored_are_not_wanted() -> None:
    result = folded(page(REQUEST, items=[item("1")], options=Options(mirror_media=False)))

    assert result.assets == []
    assert result.asset_keys == [[]]


def test_the_newest_link_of_an_asset_wins() -> None:
    old = page(REQUEST, assets=[cover("1", url="https://cdn.example/a")], minutes=1)
    new = page(REQUEST, n=1, assets=[cover("1", url="https://cdn.example/b")], minutes=2)

    assert [one.ref.url for one in folded(new, old).assets] == ["https://cdn.example/b"]


def test_every_profile_seen_is_history_and_the_newest_is_the_row() -> None:
    pages = [profile_page(REQUEST, profile(followers_count=n), run=n, minutes=n) for n in (2, 1, 3)]

    result = folded(*pages)

    assert [row.value.followers_count for row in result.instagram.profiles] == [3]
    assert [row.value.followers_count for row in result.instagram.history] == [1, 2, 3]


def test_signed_links_and_raw_json_do_not_change_what_an_item_means() -> None:
    one = item("1")
    other = item("1", video_url="https://cdn.example/other", raw=msgspec.Raw(b"{}"))
    meaning = content_hash(one).split(".")[0]

    assert content_hash(other).split(".")[0] == meaning
    assert content_hash(other) != content_hash(one)
    assert content_hash(item("1", like_count=11)).split(".")[0] != meaning


def test_an_observation_is_capped_by_the_brokers_time() -> None:
    one = page(REQUEST, items=[item("1")], minutes=60)

    result = read(delivery(one, stored_at=at(10)))

    assert isinstance(result, Page)
    assert result.observed_at == at(10)
