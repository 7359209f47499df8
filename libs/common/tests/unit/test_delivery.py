"""What is told of a message in hand, when it comes for the first time and when it is replayed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from nats.aio.msg import Msg

from b9_common.messaging.delivery import Delivery, decode
from b9_common.topology import PERSISTER_CONTENT

THEN = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
NOW = THEN + timedelta(days=2)


def message(headers: dict[str, str]) -> Msg:
    nobody: Any = None
    nanoseconds = int(NOW.timestamp()) * 10**9
    reply = f"$JS.ACK.REPLAY.replay-persister-content.1.7.7.{nanoseconds}.0"
    return Msg(nobody, "replay.persister-content", reply, b"{}", headers)


def test_a_replay_stands_for_the_first_message_and_its_time() -> None:
    told = {"Nats-Msg-Id": "replay:1", "B9-Replay-Of": "page", "B9-Stored-At": THEN.isoformat()}

    delivery: Delivery[Any] = decode(PERSISTER_CONTENT.replay, message(told), None)

    assert (delivery.origin, delivery.stored_at, delivery.seq) == ("page", THEN, 7)


@pytest.mark.parametrize("told", [{}, {"B9-Stored-At": "yesterday"}, {"B9-Stored-At": ""}])
def test_without_the_time_of_a_first_one_the_brokers_counts(told: dict[str, str]) -> None:
    assert decode(PERSISTER_CONTENT, message(told), None).stored_at == NOW
