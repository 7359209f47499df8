"""Why a fetch cannot go on: the world is in the way, or the target is not to be had."""

from datetime import datetime

from b9_common.errors import B9Error


class WaitError(B9Error):
    """
    The world is in the way until *until*; *reason* is a stable word.

    *at_fault* names the page that failed while others succeeded, so that it may be given up.
    """

    def __init__(self, reason: str, until: datetime, *, at_fault: bool = False) -> None:
        super().__init__(f"{reason} until {until:%F %T}Z")
        self.reason = reason
        self.until = until
        self.at_fault = at_fault


class TargetError(B9Error):
    """The provider said something final about the target; *code* is what."""

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code
        self.message = message
