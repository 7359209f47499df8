"""The egress proxies: their addresses, their credentials that nobody may see, their health."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from aiohttp import encode_basic_auth

from b9_common.errors import FatalError
from b9_common.redaction import register_secret
from b9_reddit_ingest.proxy_health import ProxyHealth

log = logging.getLogger(__name__)

SCHEMES: Final = ("http", "https")


@dataclass(frozen=True, eq=False)
class Proxy:
    """One way out. What is printed of it is its place and address, never who we are there."""

    place: int
    label: str
    url: str = field(repr=False)
    authorization: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return self.label


def read_proxies(urls: Sequence[str]) -> tuple[Proxy, ...]:
    """The proxies of *urls*. Raises `FatalError`, which shows no URL; passwords become secrets."""
    return tuple(_read(place, url) for place, url in enumerate(urls))


def _read(place: int, text: str) -> Proxy:
    url = _split_or_none(text)
    if url is None:
        # Without a cause: it would quote the URL.
        raise FatalError(f"proxy {place + 1} of the list is not http://[user:password@]host:port")
    authorization = None
    if url.username is not None:
        password = unquote(url.password or "")
        authorization = encode_basic_auth(unquote(url.username), password)
        register_secret(password)
    address = url.netloc.rpartition("@")[2]
    return Proxy(
        place=place,
        label=f"proxy {place + 1} at {address}",
        url=f"{url.scheme}://{address}",
        authorization=authorization,
    )


def _split_or_none(text: str) -> SplitResult | None:
    try:
        url = urlsplit(text)
        has_address = bool(url.hostname) and url.port is not None
    except ValueError:
        return None
    readable = url.scheme in SCHEMES and has_address and url.path in {"", "/"}
    return url if readable and ":" not in unquote(url.username or "") else None


class Proxies:
    """Hands out proxies in turn and tells people when one goes or comes back."""

    def __init__(self, proxies: Sequence[Proxy], health: ProxyHealth | None = None) -> None:
        self._proxies = proxies
        self._health = health or ProxyHealth(len(proxies))

    def __len__(self) -> int:
        return len(self._proxies)

    def pick(self, tried: set[int]) -> Proxy | None:
        """The next one that is healthy or due for a probe, and not *tried*; or None."""
        place = self._health.pick(tried)
        return None if place is None else self._proxies[place]

    def worked(self, proxy: Proxy) -> None:
        """An answer of Reddit's came through it."""
        self._health.worked(proxy.place)

    def failed(self, proxy: Proxy, why: str) -> None:
        """Nothing could be reached through it; *why* is a word of ours, never an error's text."""
        rest_s = self._health.failed(proxy.place)
        log.warning(
            "%s is left alone for %.0f s: %s",
            proxy,
            rest_s,
            why,
            extra={"proxy": proxy.place + 1, "reason": why, "resting": self._health.resting},
        )

    def suspected(self, proxy: Proxy) -> None:
        """It was reached, but no whole answer came."""
        self._health.suspected(proxy.place)

    def left(self, proxy: Proxy) -> None:
        """The call was given up before it told anything."""
        self._health.left(proxy.place)

    def retry_in_s(self) -> float:
        """How long until one of them may be tried."""
        return self._health.retry_in_s()
