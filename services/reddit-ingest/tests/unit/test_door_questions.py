import pytest

from b9_common.events import Walk
from b9_reddit_ingest.ports import Ask
from b9_reddit_ingest.questions import question_of


def asked(walk: Walk, name: str = "some_place", limit: int = 0, after: str | None = None) -> str:
    question = question_of(Ask(walk=walk, name=name, limit=limit, after=after))
    assert question is not None
    return f"{question.path}?{question.query}"


def test_each_walk_asks_at_its_own_place_and_always_for_raw_json() -> None:
    assert {walk: asked(walk) for walk in (Walk.ABOUT, Walk.RULES, Walk.HOT, Walk.PROFILE)} == {
        Walk.ABOUT: "/r/some_place/about?raw_json=1",
        Walk.RULES: "/r/some_place/about/rules?raw_json=1",
        Walk.HOT: "/r/some_place/hot?raw_json=1",
        Walk.PROFILE: "/user/some_place/about?raw_json=1",
    }


def test_a_listing_is_asked_for_by_limit_and_cursor_and_the_best_are_the_weeks() -> None:
    top = asked(Walk.TOP, limit=100, after="t3_abc")
    submitted = asked(Walk.SUBMITTED, name="-some-one-", limit=250)

    assert top == "/r/some_place/top?raw_json=1&limit=100&t=week&after=t3_abc"
    assert submitted == "/user/-some-one-/submitted?raw_json=1&limit=100"


def test_an_about_page_takes_neither_limit_nor_cursor() -> None:
    assert asked(Walk.ABOUT, limit=9, after="t3_abc") == "/r/some_place/about?raw_json=1"


def test_a_users_feed_is_asked_for_as_a_community() -> None:
    assert asked(Walk.ABOUT, name="u_some-one") == "/r/u_some-one/about?raw_json=1"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "a+b", "a b", "a?b", "a#b", "a%2Fb", "ä", "a\n", "x" * 65]
)
def test_what_is_no_name_is_not_asked_for(name: str) -> None:
    assert question_of(Ask(walk=Walk.ABOUT, name=name)) is None


def test_what_is_no_cursor_is_not_asked_for() -> None:
    assert question_of(Ask(walk=Walk.HOT, name="a", after="t3_x&limit=1")) is None


def test_a_walk_of_another_platform_is_not_asked_for() -> None:
    assert question_of(Ask(walk=Walk.REELS, name="a")) is None
