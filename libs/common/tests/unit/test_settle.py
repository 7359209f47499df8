"""When settling stops, and what starts it again, without a broker."""

import asyncio
from typing import Any, cast

from nats.aio.msg import Msg

from b9_common.errors import OutageError, PoisonError
from b9_common.messaging import Broker, Settler
from b9_common.messaging.settle import BAD_IN_A_ROW
from b9_common.topology import PERSISTER_TRACK

BAD = PoisonError("not JSON")


class Desk:
    """A broker that confirms every answer; its letters only while it *takes_letters*."""

    def __init__(self) -> None:
        self.takes_letters = True
        self.letters: list[str] = []
        self.answers: list[bytes] = []
        self.closed = asyncio.Event()

    async def request(self, _reply: str, body: bytes, **_: object) -> None:
        self.answers.append(body)

    async def publish_event(self, *_: object, msg_id: str, **__: object) -> None:
        if not self.takes_letters:
            raise OutageError("no room")
        self.letters.append(msg_id)


def message(seq: int = 1) -> Msg:
    reply = f"$JS.ACK.TRACK.c.1.{seq}.{seq}.1.0"
    return Msg(_client=cast("Any", None), reply=reply, data=b"x", headers={})


def settler_at(desk: Desk) -> Settler:
    return Settler(cast("Broker", desk))


async def test_a_good_message_does_not_lift_the_stop_over_an_unwritten_letter() -> None:
    desk = Desk()
    settler = settler_at(desk)
    desk.takes_letters = False

    assert await settler.settle(PERSISTER_TRACK, message(1), BAD) == "held"
    assert await settler.settle(PERSISTER_TRACK, message(2), None) == "ok"

    assert settler.halted is not None
    assert desk.answers == [b"+ACK"]


async def test_the_unwritten_letter_is_tried_again_before_any_message_is() -> None:
    desk = Desk()
    settler = settler_at(desk)
    desk.takes_letters = False
    await settler.settle(PERSISTER_TRACK, message(7), BAD)

    still = await settler.may_try_one()
    desk.takes_letters = True
    then = await settler.may_try_one()

    assert (still, then, settler.halted) == (False, True, None)
    assert desk.letters == [f"dead:{PERSISTER_TRACK.name}:TRACK:7"]
    assert desk.answers == [b"+TERM unreadable"]


async def test_an_outage_in_between_does_not_begin_the_count_of_bad_messages_again() -> None:
    settler = settler_at(Desk())

    for number in range(1, BAD_IN_A_ROW):
        await settler.settle(PERSISTER_TRACK, message(number), BAD)
    await settler.settle(PERSISTER_TRACK, message(98), OutageError("away"))
    before = settler.halted
    await settler.settle(PERSISTER_TRACK, message(99), BAD)

    assert before is None
    assert settler.halted is not None


async def test_a_good_message_begins_the_count_of_bad_messages_again() -> None:
    settler = settler_at(Desk())

    for number in range(1, BAD_IN_A_ROW):
        await settler.settle(PERSISTER_TRACK, message(number), BAD)
    await settler.settle(PERSISTER_TRACK, message(98), None)
    await settler.settle(PERSISTER_TRACK, message(99), BAD)

    assert settler.halted is None
