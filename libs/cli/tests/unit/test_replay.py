"""A replay is counted, then sent in pieces; what was lost on the way is asked again."""

import argparse
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from b9_cli.client import Answer, Gateway, GatewayError, RefusedError
from b9_cli.commands.replay import every_piece, lines_of, moment
from b9_cli.running import CommandError

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WANTED = {"durable": "persister-content", "request_id": "r1", "since": None}


def piece(messages: int, cursor: str | None, **more: Any) -> Answer:
    told = {
        "stream": "CONTENT", "dry_run": True, "paid_calls": 0, "messages": messages,
        "bytes": messages * 1_000, "too_large": 0, "subjects": {"content.fetched.reddit": messages},
        "events": {"content.fetched.reddit/1": messages}, "first_at": f"2026-03-01T0{messages}:00Z",
        "last_at": f"2026-03-01T0{messages}:30Z",
        "writes": {"stream": "REPLAY", "subject": "replay.persister-content"},
        "next_cursor": cursor,
    }  # fmt: skip
    return Answer(200, told | more, {})


def refusal(code: str) -> Answer:
    return Answer(409, {"code": code, "detail": "no"}, {})


class StubGateway:
    """Gives the answers it was told in turn, and remembers what was asked."""

    def __init__(self, *answers: Answer | Exception) -> None:
        self._answers = list(answers)
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str] = []

    async def ask(
        self, method: str, path: str, *, body: dict[str, Any], headers: Mapping[str, str]
    ) -> Answer:
        assert (method, path) == ("POST", "/api/replays")
        self.bodies.append(body)
        self.keys.append(headers["Idempotency-Key"])
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def sent(stub: StubGateway, *, dry_run: bool = False) -> dict[str, Any]:
    gateway = cast("Gateway", stub)
    return await every_piece(gateway, WANTED, dry_run=dry_run, pause_s=0)


async def test_all_pieces_are_asked_for_and_summed() -> None:
    stub = StubGateway(piece(3, "7"), piece(2, "9"), piece(1, None, too_large=1))

    told = await sent(stub, dry_run=True)

    assert (told["messages"], told["bytes"], told["too_large"]) == (6, 6_000, 1)
    assert told["subjects"] == {"content.fetched.reddit": 6}
    assert (told["first_at"], told["last_at"]) == ("2026-03-01T01:00Z", "2026-03-01T03:30Z")
    assert [body.get("cursor") for body in stub.bodies] == [None, "7", "9"]
    assert all(body["dry_run"] and "since" not in body for body in stub.bodies)
    assert len(set(stub.keys)) == 3


async def test_a_lost_answer_is_asked_for_again_under_its_key() -> None:
    stub = StubGateway(GatewayError("cut"), piece(3, "7"), GatewayError("cut"), piece(1, None))

    assert (await sent(stub))["messages"] == 4
    assert stub.keys[0] == stub.keys[1] != stub.keys[2] == stub.keys[3]


async def test_a_gateway_that_never_answers_is_given_up() -> None:
    with pytest.raises(GatewayError, match="cut"):
        await sent(StubGateway(*[GatewayError("cut")] * 3))


async def test_while_readers_lag_the_next_piece_waits() -> None:
    stub = StubGateway(refusal("replay_full"), refusal("replay_busy"), piece(1, None))

    assert (await sent(stub))["messages"] == 1
    assert len(set(stub.keys)) == 1


async def test_a_refusal_for_good_ends_it() -> None:
    with pytest.raises(RefusedError, match="not_replayable"):
        await sent(StubGateway(refusal("not_replayable")))


async def test_a_replay_that_is_not_free_is_no_replay() -> None:
    with pytest.raises(CommandError, match="not free"):
        await sent(StubGateway(piece(1, None, paid_calls=1)), dry_run=True)


def test_a_person_reads_what_would_be_sent_and_that_it_is_free() -> None:
    told = "\n".join(lines_of(piece(2, None, too_large=1).body))

    assert "replay.persister-content" in told
    assert "content.fetched.reddit: 2" in told
    assert "1, not sent" in told
    assert told.endswith("paid calls  0")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("30m", "2026-03-01T11:30:00+00:00"),
        ("7d", "2026-02-22T12:00:00+00:00"),
        ("2026-02-01", "2026-02-01T00:00:00+00:00"),
        ("2026-02-01T10:00", "2026-02-01T10:00:00+00:00"),
        ("2026-02-01T10:00+02:00", "2026-02-01T10:00:00+02:00"),
    ],
)
def test_a_moment_is_told_in_several_ways(text: str, at: str) -> None:
    assert moment(text, NOW) == at


@pytest.mark.parametrize("text", ["yesterday", "5w", "", "10", "m"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="no moment"):
        moment(text, NOW)
