from typing import Any

import pytest
from reddit_samples import CREATED, account, read, read_account, thing

from b9_common.events import CallClass, Walk


def test_an_account_says_what_its_about_page_said() -> None:
    found = read_account(is_suspended=False)

    assert (found.id, found.username) == ("9zz", "invented_one")
    assert found.created_at == CREATED
    assert (found.link_karma, found.comment_karma, found.total_karma) == (70, 30, 100)
    assert (found.is_mod, found.verified, found.is_suspended) == (True, True, False)
    assert found.subreddit_display_name == "u_invented_one"
    assert found.subreddit_subscribers == 3
    assert found.subreddit_banner_img is None
    assert found.bio == "I build: see (https://example.org/houses)."
    assert found.bio_url == "https://example.org/houses"


@pytest.mark.parametrize(
    ("over", "total"),
    [
        ({"total_karma": 105}, 105),
        ({"link_karma": None}, None),
        ({"link_karma": -5}, 25),
        ({"total_karma": 0}, 0),
    ],
)
def test_karma_together_is_as_told_or_counted(over: dict[str, Any], total: int | None) -> None:
    assert read_account(**over).total_karma == total


@pytest.mark.parametrize("feed", [None, [], "u_x", {"public_description": 7}])
def test_an_account_without_a_readable_feed_is_still_one(feed: Any) -> None:
    found = read_account(subreddit=feed)

    assert (found.bio, found.bio_url) == (None, None)


def test_a_suspended_account_is_never_told_as_one_that_is_not() -> None:
    bare = read(Walk.PROFILE, thing("t2", {"name": "invented_one", "is_suspended": True}))
    whole = read(Walk.PROFILE, thing("t2", account(is_suspended=True)))

    assert bare.answer.call_class is CallClass.SUSPENDED
    assert whole.answer.call_class is CallClass.SUSPENDED
    assert bare.page is None
