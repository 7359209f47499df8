"""Which pages of which origins may ask from a browser: those listed, to the letter."""

from collections.abc import Sequence
from typing import Final

from starlette.datastructures import Headers

from b9_api.http.problems import Problem

METHODS: Final = "GET, HEAD, POST, PUT, PATCH, DELETE"
REQUEST_HEADERS: Final = (
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer,"
    " X-Correlation-ID"
)
ANSWER_HEADERS: Final = (
    "Content-Disposition, ETag, Location, Preference-Applied, RateLimit-Limit,"
    " RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Correlation-ID, X-Request-ID"
)
KEPT_S: Final = 600


class Cors:
    """No origin is ever allowed by a pattern, and none with cookies: credentials are headers."""

    def __init__(self, origins: Sequence[str]) -> None:
        self._origins = frozenset(origins)

    def headers(self, asked: Headers) -> dict[str, str]:
        """What the answer to *asked* carries."""
        if not self._origins:
            return {}
        origin = asked.get("origin")
        if origin not in self._origins:
            return {"vary": "Origin"}
        return {
            "vary": "Origin",
            "access-control-allow-origin": origin,
            "access-control-expose-headers": ANSWER_HEADERS,
        }

    def preflight(self, method: str, asked: Headers) -> dict[str, str] | None:
        """
        The answer to a browser that asks beforehand; None where *asked* is no such question.

        Raises a 403 `Problem` for an origin that is not listed.
        """
        if method != "OPTIONS" or "access-control-request-method" not in asked:
            return None
        if asked.get("origin") not in self._origins:
            raise Problem(403, "origin_not_allowed", "no page of this origin may ask")
        return {
            "access-control-allow-methods": METHODS,
            "access-control-allow-headers": REQUEST_HEADERS,
            "access-control-max-age": str(KEPT_S),
        }
