from typing import cast

import pytest

from b9_api.adapters.database import Database
from b9_api.http.caller import Caller, Scope
from b9_api.http.problems import Problem
from b9_api.live.tickets import LIFE_S, Tickets
from b9_api.live.topics import MAX_TOPICS, Topics, read_topics, spellings

ADMIN = Caller(id="key:1", org_id="ours", scope=Scope.ADMIN)
REQUEST = "request:0190163d-8694-739b-aea5-966c26f8ad91"

TOO_MANY = ",".join(f"request:0190163d-8694-739b-aea5-{n:012d}" for n in range(MAX_TOPICS + 1))


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class NoDatabase:
    """A ticket that opens nothing is not even looked up."""


def tickets(clock: Clock, secret: bytes = b"secret") -> Tickets:
    return Tickets(cast("Database", NoDatabase()), secret, clock)


def test_a_ticket_says_who_may_watch_what_and_may_only_read() -> None:
    desk = tickets(Clock())
    text = desk.issue(ADMIN, read_topics(f"requests,{REQUEST}"))
    read = desk.read(text)

    assert desk.caller(text) == Caller(id="key:1", org_id="ours", scope=Scope.READ)
    assert read is not None
    assert set(read.topics) == {"requests", REQUEST}


def test_a_ticket_is_read_by_every_process_with_the_same_secret_and_by_no_other() -> None:
    clock = Clock()
    text = tickets(clock).issue(ADMIN, read_topics("requests"))

    assert tickets(clock).read(text) is not None
    assert tickets(clock, b"another").read(text) is None


def test_a_ticket_is_good_for_half_a_minute() -> None:
    clock = Clock()
    desk = tickets(clock)
    text = desk.issue(ADMIN, read_topics("requests"))
    clock.now += LIFE_S
    assert desk.caller(text) is None


@pytest.mark.parametrize("spoilt", ["", "x", "ü", "\x00", "AAAA", "e30" * 20])
async def test_what_is_no_ticket_opens_nothing(spoilt: str) -> None:
    desk = tickets(Clock())
    good = desk.issue(ADMIN, read_topics("requests"))
    for text in (spoilt, spoilt + good, good[:-4] + spoilt, good[:40] + "A" + good[41:]):
        if text != good:
            assert desk.caller(text) is None
            with pytest.raises(Problem, match="half a minute"):
                await desk.redeem(text)


def test_topics_are_a_set_of_known_words() -> None:
    topics = read_topics(f" requests, {REQUEST},requests ,logs:reddit")

    assert topics.names == {"requests", REQUEST, "logs:reddit"}
    assert [str(one) for one in topics.requests] == [REQUEST.removeprefix("request:")]
    assert topics.sources == ("reddit",)
    assert topics.durable


def test_what_has_no_ids_is_not_resumed() -> None:
    assert not Topics(frozenset({"rows:creators", "jobs"})).durable


def test_every_spelling_that_people_are_told_of_is_one() -> None:
    for name in spellings():
        assert read_topics(name.replace("request:{id}", REQUEST)).names


@pytest.mark.parametrize(
    "given",
    ["", ",", "request:", "request:1", REQUEST.upper(), "logs:other", "counts:audit", TOO_MANY],
)
def test_anything_else_is_refused(given: str) -> None:
    with pytest.raises(Problem):
        read_topics(given)
