"""The one place that settles messages: durable first, announce second, ack last."""

import logging
import random
from typing import Final, Literal

from nats.aio.msg import Msg
from nats.errors import Error as NatsError

from b9_common.errors import (
    B9Error,
    HeldElsewhereError,
    OutageError,
    PoisonError,
    RetryableError,
    TerminalError,
)
from b9_common.messaging.connection import Broker
from b9_common.messaging.delivery import dead_letter
from b9_common.topology import Durable, dead_subject

log = logging.getLogger(__name__)

Settled = Literal["ok", "terminal", "retried", "failed", "poison", "exhausted", "held"]

BAD_IN_A_ROW: Final = 50
MIN_DELAY_S: Final = 0.5
MAX_DELAY_S: Final = 900.0
FIRST_BACKOFF_S: Final = 2.0
OUTAGE_DELAY_S: Final = 30.0
ACK_TIMEOUT_S: Final = 2.0
DEAD_LETTER_DEADLINE_S: Final = 5.0


class Settler:
    """
    Turns what a handler raised into ack, nak or term.

    A message is acked only after its effect is durable, and terminated only after its dead letter
    is confirmed; whatever cannot be confirmed is left to the ack wait. Settling stops at *too_many*
    bad messages in a row, which mean that the fault is ours, and at a letter left *unwritten*.
    """

    def __init__(self, broker: Broker) -> None:
        self._broker = broker
        self._bad_in_a_row = 0
        self._unburied: tuple[Durable, Msg, str, BaseException, Settled] | None = None
        self.too_many: str | None = None
        self.unwritten: str | None = None

    @property
    def halted(self) -> str | None:
        """Why settling has stopped, or None."""
        return self.unwritten or self.too_many

    async def may_try_one(self) -> bool:
        """After a halt: whether one message may show if the fault is gone; first the letter is."""
        if self._unburied is not None:
            await self._bury(*self._unburied)
        if self.unwritten is None:
            self.too_many = None
        return self.unwritten is None

    async def settle(  # noqa: PLR0911 - one return per verdict: it reads as the table it is
        self, durable: Durable, msg: Msg, error: BaseException | None
    ) -> Settled:
        """Settle *msg* by what its handler raised, and say how."""
        if isinstance(error, HeldElsewhereError) or self._is_our_fault(error):
            return "held"
        match error:
            case None:
                await self._answer(msg, b"+ACK")
                return "ok"
            case TerminalError():
                log.info("%s: final for its request: %s", durable.name, error)
                await self._answer(msg, b"+ACK")
                return "terminal"
            case PoisonError():
                return await self._bury(durable, msg, error.code, error, "poison")
            case OutageError():
                # The dependency's fault, not the message's: it is not buried for it.
                return await self._later(msg, error.delay_s or OUTAGE_DELAY_S, "retried")
            case RetryableError() if self._may_try_again(durable, msg):
                delay = error.delay_s or backoff_s(msg.metadata.num_delivered)
                return await self._later(msg, delay, "retried")
            case Exception() if self._may_try_again(durable, msg):
                log.error("%s: handler failed", durable.name, exc_info=error)
                return await self._later(msg, backoff_s(msg.metadata.num_delivered), "failed")
            case _:
                return await self._bury(durable, msg, "exhausted", error, "exhausted")

    async def _bury(
        self, durable: Durable, msg: Msg, code: str, error: BaseException, settled: Settled
    ) -> Settled:
        """Confirm the dead letter, then term. Unconfirmed, the message stays as it is."""
        if not durable.dead_letters:
            return await self._later(msg, MAX_DELAY_S, "retried")
        try:
            letter = dead_letter(durable, msg, code, error)
            await self._broker.publish_event(
                dead_subject(durable.name),
                letter,
                msg_id=f"dead:{durable.name}:{letter.stream}:{letter.seq}",
                deadline_s=DEAD_LETTER_DEADLINE_S,
            )
        except B9Error as exc:
            self.unwritten = f"dead letters cannot be written: {exc}"
            self._unburied = (durable, msg, code, error, settled)
            log.critical("%s: %s", durable.name, self.unwritten)
            return "held"
        self.unwritten = self._unburied = None
        log.warning("%s: dead letter %s: %s", durable.name, code, error)
        await self._answer(msg, f"+TERM {code}".encode())
        return settled

    async def _later(self, msg: Msg, delay_s: float, settled: Settled) -> Settled:
        """Nak with a delay: a plain one would come back at once."""
        clamped = min(max(delay_s, MIN_DELAY_S), MAX_DELAY_S)
        await self._answer(msg, b'-NAK {"delay": %d}' % int(clamped * 1e9))
        return settled

    async def _answer(self, msg: Msg, body: bytes) -> None:
        try:
            await self._broker.request(msg.reply, body, timeout_s=ACK_TIMEOUT_S)
        except (NatsError, OSError) as exc:
            # Redelivered after ack wait; every handler is safe to repeat.
            log.info("settlement not confirmed: %s", repr(exc))

    def _may_try_again(self, durable: Durable, msg: Msg) -> bool:
        return not durable.dead_letters or msg.metadata.num_delivered < durable.max_attempts

    def _is_our_fault(self, error: BaseException | None) -> bool:
        if isinstance(error, OutageError):
            return False  # It says nothing about our messages, neither good nor bad.
        if error is None or (isinstance(error, B9Error) and not isinstance(error, PoisonError)):
            self._bad_in_a_row, self.too_many = 0, None
            return False
        self._bad_in_a_row += 1
        if self._bad_in_a_row >= BAD_IN_A_ROW:
            self.too_many = f"{self._bad_in_a_row} bad messages in a row, the last: {error}"
            log.critical("settling stopped: %s", self.too_many)
        return self.halted is not None


def backoff_s(attempt: int) -> float:
    """Jitter: a quarter to all of 2 s doubled per attempt, capped by the longest delay."""
    ceiling = min(FIRST_BACKOFF_S * 2 ** (attempt - 1), MAX_DELAY_S)
    return random.uniform(ceiling / 4, ceiling)  # noqa: S311 - jitter, not a secret
