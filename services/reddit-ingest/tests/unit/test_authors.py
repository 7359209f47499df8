import pytest
from reddit_fakes import post

from b9_reddit_ingest.authors import Choosing, found_in
from b9_reddit_ingest.progress import Author


@pytest.mark.parametrize(
    "name",
    ["AutoModerator", "automoderator", "[deleted]", "RemindMeBot", "SomeNewBot", "reply_bot",
     "x-bot", "WikiBot2", "pics-ModTeam", "sneakpeekbot", "", "a b", None],
)  # fmt: skip
def test_programs_and_the_deleted_are_nobody(name: str | None) -> None:
    assert not Choosing(10).is_person(name)


@pytest.mark.parametrize("name", ["Talbot", "abbot", "robot", "Bottle_cap", "a-Botany", "u_1"])
def test_a_name_that_merely_ends_like_a_bots_is_a_persons(name: str) -> None:
    assert Choosing(10).is_person(name)


def test_more_bots_may_be_named() -> None:
    assert not Choosing(10, ["Spammer"]).is_person("SPAMMER")


def test_both_listings_are_drawn_from_in_turn_and_nobody_twice() -> None:
    top = tuple(Author(name=name) for name in ("a", "b", "c"))
    hot = tuple(Author(name=name) for name in ("A", "x", "y"))

    chosen = Choosing(4).chosen({"hot": hot, "top": top})

    assert [author.name for author in chosen] == ["a", "b", "x", "c"]


def test_candidates_are_bounded_by_what_could_be_chosen_and_keep_their_order() -> None:
    choosing = Choosing(3)

    first = choosing.noted((), [post("1", author="b"), post("2", author="a")])
    both = choosing.noted(first, [post(str(n), author=f"n{n}") for n in range(9)])

    assert [author.name for author in both] == ["b", "a", "n0"]


def test_a_community_is_found_once_by_its_first_post() -> None:
    posts = [post("1", subreddit="a"), post("2", subreddit="b"), post("3", subreddit="a")]

    found = found_in(posts, via_user="anna", via_user_id="7")

    assert [(one.name, one.post_id, one.via_user, one.via_user_id) for one in found] == [
        ("a", "1", "anna", "7"),
        ("b", "2", "anna", "7"),
    ]


def test_a_user_feed_is_told_by_its_type_or_its_name() -> None:
    posts = [post("1", subreddit="u_anna"), post("2", subreddit="x", subreddit_type="user")]

    assert [one.is_user_feed for one in found_in(posts, via_user="a", via_user_id=None)] == [
        True,
        True,
    ]
