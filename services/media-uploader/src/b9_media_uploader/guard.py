"""The URL guard: which addresses the uploader may ask for. It has no off switch.

Public media hosts by https on port 443, and, where the settings name them, exact extra origins.
Names are checked here; the address really dialled is checked again where the socket is made.
"""

import re
from collections.abc import Iterable
from hashlib import blake2b
from ipaddress import ip_address
from typing import Final

from msgspec import Struct
from yarl import URL

ALLOWED_HOSTS: Final = (
    "cdninstagram.com",
    "fbcdn.net",
    "i.redd.it",
    "v.redd.it",
    "preview.redd.it",
    "external-preview.redd.it",
    "redditmedia.com",
    "redditstatic.com",
)
HTTPS_PORT: Final = 443
MAX_URL: Final = 8 * 1024

# Anything else in a URL is either a trick or a mistake: spaces, controls, backslashes, quotes.
_URL: Final = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%|-]+")
_HOST: Final = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


class UrlRefusedError(ValueError):
    """This URL may not be fetched. *reason* is a stable word."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Origin(Struct, frozen=True):
    """Exactly one place: scheme, address and port."""

    scheme: str
    ip: str
    port: int


class Target(Struct, frozen=True):
    """A URL that passed; *extra* is the origin that let it pass, None for a public host."""

    url: URL
    extra: Origin | None = None


class UrlGuard:
    """Judges URLs against the built-in hosts and *extra_origins*, which open nothing else."""

    def __init__(self, extra_origins: Iterable[str] = ()) -> None:
        self.extra_origins = frozenset(parse_origin(text) for text in extra_origins)

    def check(self, text: str) -> Target:
        """The URL as it will be requested, byte for byte; raises `UrlRefusedError`."""
        if len(text) > MAX_URL:
            raise UrlRefusedError("url_too_long")
        url, host = _parse(text)
        extra = self._extra(url, host)
        if extra is not None:
            return Target(url, extra)
        if url.scheme != "https":
            raise UrlRefusedError("url_scheme")
        if url.raw_authority.lower() not in {host, f"{host}:{HTTPS_PORT}"}:
            raise UrlRefusedError("url_port")
        host = host.removesuffix(".")
        if not _HOST.fullmatch(host) or not _is_allowed(host):
            raise UrlRefusedError("url_host")
        return Target(url.with_host(host))

    def _extra(self, url: URL, host: str) -> Origin | None:
        origin = Origin(url.scheme, host, url.port or 0)
        return origin if origin in self.extra_origins else None


def _parse(text: str) -> tuple[URL, str]:
    """The parts of *text*, its host lower-cased and in ASCII."""
    try:
        # A name in another script is judged by what it is looked up as. Anything else stays as
        # it was written: a CDN's signature covers it.
        written = text if text.isascii() else str(URL(text))
        url = URL(written, encoded=True)
        host, port, authority = (url.raw_host or "").lower(), url.port, url.raw_authority
    except ValueError as exc:
        raise UrlRefusedError("url_malformed") from exc
    if not _URL.fullmatch(written):
        raise UrlRefusedError("url_characters")
    if "@" in authority:
        raise UrlRefusedError("url_userinfo")
    if not host:
        raise UrlRefusedError("url_host")
    if port == 0:
        raise UrlRefusedError("url_port")
    return url, host


def _is_allowed(host: str) -> bool:
    return any(host == allowed or host.endswith(f".{allowed}") for allowed in ALLOWED_HOSTS)


def parse_origin(text: str) -> Origin:
    """The origin written as ``scheme://address:port``; raises `ValueError` for anything more."""
    try:
        url, host = _parse(text)
        ip = ip_address(host)
    except ValueError as exc:
        raise ValueError(f"{text!r} is not scheme://address:port") from exc
    shown = f"[{ip}]" if ip.version == 6 else str(ip)  # noqa: PLR2004  as URLs write IPv6
    if url.scheme not in {"http", "https"} or text != f"{url.scheme}://{shown}:{url.port}":
        raise ValueError(f"{text!r} is not scheme://address:port")
    return Origin(url.scheme, str(ip), url.port or 0)


def told(text: str) -> str:
    """*text* as a log may show it: the host and a hash of the path; never the signed query."""
    try:
        url = URL(text, encoded=True)
        host, path = url.raw_host or "?", url.raw_path
    except ValueError:
        host, path = "?", text
    return f"{host}#{blake2b(path.encode(), digest_size=6).hexdigest()}"
