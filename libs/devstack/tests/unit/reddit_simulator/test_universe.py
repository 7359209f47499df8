"""The story: without end, the same in any process, and told alike by both of its lists."""

from collections import Counter

import pytest

from b9_devstack.reddit_simulator.accounts import Account
from b9_devstack.reddit_simulator.communities import Community
from b9_devstack.reddit_simulator.outline import DELETED
from b9_devstack.reddit_simulator.posts import FORMS, make_post
from b9_devstack.reddit_simulator.universe import Universe

POSTS = (120, 260)
USER_POSTS = (2, 40)


@pytest.fixture
def universe() -> Universe:
    return Universe(7, POSTS, USER_POSTS)


def community(universe: Universe, name: str) -> Community:
    found = universe.community(name)
    assert found is not None
    return found


def account(universe: Universe, name: str) -> Account:
    found = universe.account(name)
    assert found is not None
    return found


def test_another_process_tells_the_same_and_another_seed_another_story(universe: Universe) -> None:
    one = universe.posts_of(community(universe, "pottery"))
    for seed, same in ((7, True), (8, False)):
        other = Universe(seed, POSTS, USER_POSTS)
        assert (other.posts_of(community(other, "pottery")) == one) is same


def test_what_was_asked_before_changes_nothing(universe: Universe) -> None:
    late = [ref.id for ref in universe.submitted(account(universe, "pottery-0"))]
    other = Universe(7, POSTS, USER_POSTS)
    other.posts_of(community(other, "pottery"))
    assert [ref.id for ref in other.submitted(account(other, "POTTERY-0"))] == late


def test_a_typed_community_is_open_and_holds_as_many_posts_as_asked_for(universe: Universe) -> None:
    for name in ("pottery", "nasa", "x1y"):
        found = community(universe, name)
        assert found.state == "ok"
        assert POSTS[0] <= len(universe.posts_of(found)) <= POSTS[1]
    assert len(universe.posts_of(community(universe, "few_x"))) == 7
    assert len(universe.posts_of(community(universe, "huge_x"))) == 1_000
    assert universe.posts_of(community(universe, "empty_x")) == []


def test_a_name_is_one_community_in_whatever_case(universe: Universe) -> None:
    assert community(universe, "PotteRY") is community(universe, "pottery")
    numbered = universe.numbered(77)
    assert community(universe, numbered.name.upper()) is numbered


def test_what_a_member_posts_at_home_stands_in_both_lists(universe: Universe) -> None:
    home = universe.posts_of(community(universe, "pottery"))
    members = {ref.author for ref in home if ref.author.startswith("pottery-")}
    assert len(members) > 20
    for name in sorted(members)[:10]:
        submitted = universe.submitted(account(universe, name))
        assert {ref for ref in home if ref.author == name} <= set(submitted)
        assert {ref.author for ref in submitted} == {name}


def test_what_a_guest_posts_stands_in_both_lists(universe: Universe) -> None:
    host = universe.numbered(1_234)
    guests = [ref for ref in universe.posts_of(host) if ref.author.count("-") == 2]
    assert guests
    for ref in guests:
        submitted = universe.submitted(account(universe, ref.author))
        assert ref in submitted
        assert len({other.community.name for other in submitted}) > 15


def test_a_feed_holds_what_its_owner_posted_there(universe: Universe) -> None:
    owner = account(universe, "AutoModerator")
    feed = community(universe, "u_automoderator")
    assert (feed.name, feed.owner, feed.type) == ("u_AutoModerator", "AutoModerator", "user")
    held = universe.posts_of(feed)
    assert held
    assert held == [ref for ref in universe.submitted(owner) if ref.community.name == feed.name]


def test_following_authors_never_ends(universe: Universe) -> None:
    known, front = {"pottery"}, ["pottery"]
    for _ in range(3):
        met = {
            submitted.community.name
            for name in front[:4]
            for ref in universe.posts_of(community(universe, name))[:20]
            if ref.author != DELETED
            for submitted in universe.submitted(account(universe, ref.author))[:30]
        }
        front = sorted(met - known - {name for name in met if name.startswith("u_")})
        assert len(front) > 10
        known |= met


def test_authors_of_two_communities_meet_in_popular_ones(universe: Universe) -> None:
    met = []
    for name in ("pottery", "nasa"):
        refs = universe.posts_of(community(universe, name))[:50]
        authors = {ref.author for ref in refs} - {DELETED}
        met.append(
            {
                ref.community.name
                for author in authors
                for ref in universe.submitted(account(universe, author))
            }
        )
    assert len(met[0] & met[1]) > 5


def test_all_kinds_of_posts_and_authors_come_up(universe: Universe) -> None:
    refs = [
        ref for name in ("a1", "b2", "c3") for ref in universe.posts_of(community(universe, name))
    ]
    posts = [make_post(ref) for ref in refs]
    assert {post.form for post in posts} == set(FORMS)
    assert {post.fate for post in posts} == {None, "moderator", "deleted"}
    assert any(post.ratio is None for post in posts)
    assert any(post.hidden for post in posts)
    assert any(post.edited for post in posts)
    assert any(not post.has_author_id and post.ref.author != DELETED for post in posts)
    assert any(ref.sticky for ref in refs)
    assert min(ref.score for ref in refs) == 0
    authors = Counter(ref.author for ref in refs)
    assert {DELETED, "AutoModerator", "SummaryOwlBot"} <= set(authors)
    states = {account(universe, name).state for name in authors if name != DELETED}
    assert states == {"ok", "suspended", "deleted"}


def test_ids_differ(universe: Universe) -> None:
    refs = [ref for n in range(20) for ref in universe.posts_of(universe.numbered(n))]
    assert len({ref.id for ref in refs}) == len(refs)
    assert len({universe.numbered(n).id for n in range(200)}) == 200


def test_the_members_of_a_community_with_a_long_name_can_be_accounts(universe: Universe) -> None:
    refs = universe.posts_of(community(universe, "quarantined_and_more1"))
    assert all(universe.account(ref.author) for ref in refs if ref.author != DELETED)


def test_what_cannot_be_a_name_is_nobody(universe: Universe) -> None:
    assert universe.community("a-b") is None
    assert universe.account("a b") is None
