"""Many transactions over the same communities, accounts and posts at once."""

import asyncio
import random
from collections.abc import Callable
from typing import Any

import pytest

from b9_common.events import Event, Kind, Walk
from b9_devstack.testing import Database as Stored
from b9_persister.testing.reddit import (
    about_page,
    accept_scan,
    found,
    post,
    reddit_marker,
    reddit_page,
    refused_marker,
    subreddit,
    user,
    user_page,
)

Take = Callable[..., Any]
AT_ONCE = 8
BATCHES = 12


def some_events(request: str, chance: random.Random, number: int) -> list[Event]:
    """What could come together, in an order of chance; everything among a few names."""

    def community() -> tuple[str, str]:
        key = chance.randrange(12)
        return f"c{key}", f"Name{key}"

    def account() -> tuple[str, str]:
        key = chance.randrange(12)
        return f"a{key}", f"Pilot{key}"

    events: list[Event] = []
    for n in range(6):
        posts = [
            post(f"p{chance.randrange(60)}", of=community(), score=number, author_id=author[0],
                 author=author[1])
            for author in (account() for _ in range(10))
        ]  # fmt: skip
        seen = [found(*community(), f"p{n}") for _ in range(5)]
        whose, who = community(), account()
        minutes = chance.randrange(600)
        events.append(
            reddit_page(
                request, Walk.SUBMITTED, n=number * 10 + n, posts=posts, found=seen, owner=who,
                minutes=minutes,
            )
        )  # fmt: skip
        if number % 3 == 2:
            events += [
                about_page(request, subreddit(*whose), n=number * 10 + n, minutes=minutes),
                user_page(request, user(*who), n=number * 10 + n, minutes=minutes),
            ]
    if number % 3 == 0:
        name = f"name{chance.randrange(12)}"
        events.append(refused_marker(request, "target_banned", target=name, minutes=number * 9))
        told = {"kind": Kind.USER_DISCOVER, "target": f"pilot{chance.randrange(12)}"}
        events.append(refused_marker(request, "target_suspended", minutes=number * 7, **told))
    chance.shuffle(events)
    return events


@pytest.mark.timeout(90)
async def test_a_crowd_over_the_same_names_gets_through_and_every_row_has_its_newest_word(
    take: Take, rows: Take, owner: Any, database: Stored
) -> None:
    requests = [await accept_scan(database.owner_dsn, target=f"t{n}") for n in range(AT_ONCE)]

    async def one_of_the_crowd(number: int) -> list[Any]:
        chance = random.Random(number)
        results = []
        for batch in range(BATCHES):
            results += await take(*some_events(requests[number], chance, batch))
        return results

    crowd = await asyncio.gather(*(one_of_the_crowd(number) for number in range(AT_ONCE)))

    assert {result for results in crowd for result in results} == {None}
    assert await rows(
        "SELECT count(*) FROM reddit_subreddits AS stored JOIN reddit_target_states AS said"
        " ON said.kind = 'subreddit' AND said.name_lower = lower(stored.name)"
        " WHERE stored.upstream_state IS DISTINCT FROM said.state"
    ) == [0]
    assert await rows(
        "SELECT count(*) FROM reddit_users AS stored JOIN reddit_target_states AS said"
        " ON said.kind = 'user' AND said.name_lower = lower(stored.username)"
        " WHERE stored.upstream_state IS DISTINCT FROM said.state"
    ) == [0]
    assert await rows("SELECT count(*) FROM reddit_posts") == [60]
    # A server process tells what it counted when it ends, at the latest.
    await owner.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND usename = 'b9_persister'"
    )
    assert await rows(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
    ) == [0]


async def test_a_word_and_the_row_it_is_about_may_come_at_the_same_moment(
    take: Take, rows: Take, database: Stored
) -> None:
    request = await accept_scan(database.owner_dsn)

    for n in range(20):
        name = f"Name{n}"
        word = refused_marker(request, "target_private", target=name, minutes=9)
        page = reddit_page(request, n=n, owner=(f"c{n}", name))
        results = await asyncio.gather(take(word), take(page))
        assert [one for result in results for one in result] == [None, None]

    assert await rows(
        "SELECT count(*) FROM reddit_subreddits WHERE upstream_state = 'private'"
    ) == [20]


async def test_a_scan_and_its_marker_may_end_twice_at_once(
    take: Take, rows: Take, database: Stored
) -> None:
    request = await accept_scan(database.owner_dsn)
    pages = [about_page(request), reddit_page(request, posts=[post("p1")], assets=())]
    events = [*pages, reddit_marker(request, pages)]

    results = await asyncio.gather(*(take(*events) for _ in range(4)))

    assert {one for result in results for one in result} == {None}
    assert await rows("SELECT status FROM requests") == ["completed"]
    assert await rows("SELECT count(*) FROM request_events WHERE type = 'request_completed'") == [1]
