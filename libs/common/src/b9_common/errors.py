"""The words a handler uses to say what is true; one loop alone turns them into ack, nak or term.

B9Error
├── RetryableError      the world: throttled, timed out, connection lost. Tried again later.
│   └── OutageError     a dependency of ours is down. Held and tried again; costs no attempt.
├── TerminalError       the request: gone, private. Its outcome is already recorded; acked.
├── PoisonError         the message: unreadable or not ours. Dead letter first, then term.
├── HeldElsewhereError  another process does this very work. The message is left unsettled.
└── FatalError          us: bad settings, a weaker stream than declared. The process must exit.
"""


class B9Error(Exception):
    """Base of every error that B9 raises on purpose."""


class RetryableError(B9Error):
    """The world was in the way; *delay_s*, when given, is how long the other side asked for."""

    def __init__(self, message: str, *, delay_s: float | None = None) -> None:
        super().__init__(message)
        self.delay_s = delay_s


class OutageError(RetryableError):
    """A dependency of ours is down. The loop keeps the message and waits; no attempt is spent."""


class TerminalError(B9Error):
    """The request cannot succeed. Raised only after its outcome was published or stored."""


class PoisonError(B9Error):
    """The message can never be handled. *code* is a stable word for the dead letter."""

    def __init__(self, message: str, *, code: str = "unreadable") -> None:
        super().__init__(message)
        self.code = code


class HeldElsewhereError(B9Error):
    """Another process took this work over; neither acked nor refused, the message is theirs."""


class FatalError(B9Error):
    """Our own state is wrong; carrying on would hide it."""


class ConflictError(B9Error):
    """A compare-and-set lost: somebody else wrote first."""
