"""A media source that leaves a host alone while that host cannot be reached."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from yarl import URL

from b9_common.breaker import Breaker, CallResult
from b9_media_uploader.ports import Download, MediaSource, SourceUnavailableError

MAX_HOSTS: Final = 256
# Whoever comes while a probe is out waits for its result, this often and in all this long.
PROBE_POLL_S: Final = 0.02
PROBE_WAIT_S: Final = 5.0
# What says that nobody is there. A file that breaks off or a request to wait came from somebody.
UNREACHABLE: Final = frozenset({"dns", "connect", "connection", "forbidden_address"})


class BreakingSource:
    """
    One breaker per host. While one is open its files are unavailable, with the time until the next
    probe as the delay, so that an outage of a host is waited out instead of burning attempts.
    """

    def __init__(self, source: MediaSource, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._source = source
        self._clock = clock
        self._breakers: OrderedDict[str, Breaker] = OrderedDict()
        self._probed: set[Breaker] = set()

    @asynccontextmanager
    async def open(self, url: str) -> AsyncIterator[Download]:
        """See `MediaSource`."""
        breaker = self._breaker_of(url)
        await self._enter(breaker)
        result: CallResult | None = None
        try:
            async with self._source.open(url) as download:
                result = CallResult.ANSWERED
                yield download
        except SourceUnavailableError as exc:
            result = _result(exc.reason)
            raise
        finally:
            self._probed.discard(breaker)
            if result is None:
                breaker.leave()
            else:
                breaker.record(result)

    async def _enter(self, breaker: Breaker) -> None:
        waited_s = 0.0
        while True:
            was_open = breaker.is_open
            if breaker.enter():
                if was_open:
                    self._probed.add(breaker)
                return
            if breaker not in self._probed or waited_s >= PROBE_WAIT_S:
                raise SourceUnavailableError("host_unavailable", delay_s=breaker.retry_in_s())
            waited_s += PROBE_POLL_S
            await asyncio.sleep(PROBE_POLL_S)

    def _breaker_of(self, url: str) -> Breaker:
        try:
            host = URL(url, encoded=True).raw_host or ""
        except ValueError:
            host = ""
        breaker = self._breakers.setdefault(host, Breaker(clock=self._clock))
        self._breakers.move_to_end(host)
        if len(self._breakers) > MAX_HOSTS:
            self._breakers.popitem(last=False)
        return breaker


def _result(reason: str) -> CallResult:
    if reason == "timeout":
        return CallResult.TIMED_OUT
    if reason in UNREACHABLE or reason.startswith("http_5"):
        return CallResult.FAILED
    return CallResult.ANSWERED
