"""Real clients of Reddit, unmodified, find the simulated one to be Reddit."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import asyncpraw
import asyncprawcore
import praw
import prawcore
import pytest

from b9_devstack.testing.bench import Simulator

MODULE = "b9_devstack.reddit_simulator"
T = TypeVar("T")

# asyncprawcore still logs in as aiohttp 3 let it.
pytestmark = [
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:The 'auth' parameter is deprecated:DeprecationWarning"),
]


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("praw")


@pytest.fixture
async def simulator(media: Path) -> AsyncIterator[Simulator]:
    async with Simulator.running(media, MODULE, "--seed", "7") as started:
        yield started


def settings(simulator: Simulator) -> dict[str, Any]:
    return {
        "client_id": "an-app",
        "client_secret": "not-a-secret-of-anybody",
        "user_agent": "linux:b9-tests:v1 (of nobody)",
        "oauth_url": simulator.url,
        "reddit_url": simulator.url,
        "check_for_updates": False,
    }


@pytest.fixture
def reddit(simulator: Simulator) -> Iterator[praw.Reddit]:
    with praw.Reddit(**settings(simulator)) as client:
        yield client


@pytest.fixture
async def async_reddit(simulator: Simulator) -> AsyncIterator[asyncpraw.Reddit]:
    async with asyncpraw.Reddit(**settings(simulator)) as client:
        yield client


async def aside(ask: Callable[..., T], *about: object) -> T:
    """What *ask*, which blocks, answers."""
    return await asyncio.to_thread(ask, *about)


async def test_praw_lists_a_community_past_a_hundred(
    reddit: praw.Reddit, simulator: Simulator
) -> None:
    community = reddit.subreddit("pottery")
    truth = await simulator.ask("subreddits/pottery/truth", hot="1000", top="1000", t="all")
    for order, listing in (
        ("hot", community.hot(limit=None)),
        ("top", community.top(time_filter="all", limit=None)),
    ):
        found = await aside(list[Any], listing)
        told = truth["listings"][order]
        assert len(found) > 100
        assert [post.id for post in found] == [post["id"] for post in told]
        assert [post.num_comments for post in found] == [post["comments"] for post in told]
        authors = [post.author.name if post.author else None for post in found]
        assert authors == [post["author"] for post in told]


async def test_praw_reads_about_and_rules(reddit: praw.Reddit) -> None:
    community = reddit.subreddit("pottery")
    assert await aside(lambda: community.subscribers) > 0
    assert community.display_name == "pottery"
    assert community.subreddit_type in {"public", "restricted"}
    rules = await aside(lambda: list(community.rules))
    assert rules
    assert all(rule.short_name and rule.kind in {"all", "link", "comment"} for rule in rules)


async def test_praw_pages_what_somebody_submitted(
    reddit: praw.Reddit, simulator: Simulator
) -> None:
    user = reddit.redditor("AutoModerator")
    found = await aside(lambda: list(user.submissions.new(limit=None)))
    truth = await simulator.ask("users/automoderator/truth", submitted="1000")
    assert [post.id for post in found] == [post["id"] for post in truth["submitted"]]
    assert len({post.subreddit.display_name for post in found}) > 5
    mixed = await aside(lambda: list(reddit.redditor("pottery-1").new(limit=50)))
    assert {type(item).__name__ for item in mixed} == {"Submission", "Comment"}


async def test_praw_understands_galleries_polls_and_crossposts(reddit: praw.Reddit) -> None:
    found = await aside(lambda: list(reddit.subreddit("pottery").new(limit=None)))
    # Asking an object for what it lacks would send it to fetch the rest.
    galleries = [post for post in found if "is_gallery" in vars(post)]
    assert all(post.gallery_data["items"] and post.media_metadata for post in galleries)
    polls = [post for post in found if "poll_data" in vars(post)]
    assert all(post.poll_data.options[0].vote_count >= 0 for post in polls)
    crossposts = [post for post in found if "crosspost_parent" in vars(post)]
    assert all(post.crosspost_parent_list[0]["id"] for post in crossposts)
    assert galleries
    assert polls
    assert crossposts
    assert {post.edited is False for post in found} == {True, False}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("private_x", prawcore.exceptions.Forbidden),
        ("quarantined_x", prawcore.exceptions.Forbidden),
        ("banned_x", prawcore.exceptions.NotFound),
        ("missing_x", prawcore.exceptions.NotFound),
        ("redirect_x", prawcore.exceptions.Redirect),
        ("legal_x", prawcore.exceptions.UnavailableForLegalReasons),
        ("truncated_x", prawcore.exceptions.BadJSON),
    ],
)
async def test_praw_meets_the_exceptions_it_knows(
    reddit: praw.Reddit, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await aside(lambda: reddit.subreddit(name).subscribers)


async def test_praw_meets_a_suspended_and_a_deleted_account(reddit: praw.Reddit) -> None:
    suspended = reddit.redditor("suspended_x")
    assert await aside(lambda: suspended.is_suspended)
    with pytest.raises(prawcore.exceptions.Forbidden):
        await aside(lambda: list(suspended.submissions.new()))
    with pytest.raises(prawcore.exceptions.NotFound):
        await aside(lambda: reddit.redditor("deleted_x").link_karma)


@pytest.mark.parametrize("form", ["json", "html"])
async def test_praw_reads_the_limit_from_the_headers_and_meets_its_end(
    reddit: praw.Reddit, simulator: Simulator, form: str
) -> None:
    await simulator.set(rate_limit=1_000, limit_form=form)
    await aside(lambda: reddit.subreddit("pottery").subscribers)
    assert reddit.auth.limits["remaining"] == 999
    assert reddit.auth.limits["used"] == 1
    await simulator.fault(kind=f"too_many_{form}")
    with pytest.raises(prawcore.exceptions.TooManyRequests) as caught:
        await aside(lambda: reddit.subreddit("nasa").subscribers)
    assert (caught.value.retry_after is None) is (form == "json")


async def test_praw_is_refused_with_wrong_credentials(
    reddit: praw.Reddit, simulator: Simulator
) -> None:
    await simulator.set(client_id="an-app", client_secret="another")
    with pytest.raises(prawcore.exceptions.ResponseException, match="401"):
        await aside(lambda: reddit.subreddit("pottery").subscribers)


async def test_praw_gets_a_new_token_when_the_old_one_ends(
    reddit: praw.Reddit, simulator: Simulator
) -> None:
    await aside(lambda: reddit.subreddit("pottery").subscribers)
    async with simulator.http.delete(f"{simulator.url}/_sim/tokens") as answer:
        assert answer.ok
    await aside(lambda: reddit.subreddit("nasa").subscribers)
    assert (await simulator.calls())["by_endpoint"]["/api/v1/access_token"] == 2


async def test_asyncpraw_lists_reads_and_pages(
    async_reddit: asyncpraw.Reddit, simulator: Simulator
) -> None:
    community = await async_reddit.subreddit("pottery", fetch=True)
    assert community.subscribers > 0
    assert [rule.short_name async for rule in community.rules]
    truth = await simulator.ask("subreddits/pottery/truth", hot="1000")
    found = [post.id async for post in community.hot(limit=None)]
    assert found == [post["id"] for post in truth["listings"]["hot"]]
    user = await async_reddit.redditor("pottery-0", fetch=True)
    told = await simulator.ask("users/pottery-0/truth", submitted="1000")
    submitted = [post.id async for post in user.submissions.new(limit=None)]
    assert submitted == [post["id"] for post in told["submitted"]]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("private_x", asyncprawcore.exceptions.Forbidden),
        ("banned_x", asyncprawcore.exceptions.NotFound),
        ("redirect_x", asyncprawcore.exceptions.Redirect),
    ],
)
async def test_asyncpraw_meets_the_exceptions_it_knows(
    async_reddit: asyncpraw.Reddit, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        await async_reddit.subreddit(name, fetch=True)
