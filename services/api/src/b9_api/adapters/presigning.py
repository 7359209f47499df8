"""Addresses of objects in an S3-compatible store, signed for one method (SigV4, path style)."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

ALGORITHM: Final = "AWS4-HMAC-SHA256"
LIFE_S: Final = 2 * 3_600
# A store refuses what is signed in its future: its clock may be behind by this much.
SKEW: Final = timedelta(minutes=5)
# What is left of the life at the very least: signed on the hour, asked for at its end.
LEFT_S: Final = LIFE_S - 3_600 - int(SKEW.total_seconds())
DEFAULT_PORTS: Final = {"http": ":80", "https": ":443"}


@dataclass(frozen=True, kw_only=True)
class Presigner:
    """Signs addresses in one bucket; *endpoint* is how browsers reach the store."""

    endpoint: str
    bucket: str
    region: str
    access_key: str
    secret_key: str = field(repr=False)

    def url(self, method: str, object_key: str, now: datetime) -> str:
        """
        Where *method* finds the object for `LEFT_S` seconds at least.

        It is the same for an hour, so that browsers keep the file that they got there.
        """
        signed = (now - SKEW).astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        scope = f"{signed:%Y%m%d}/{self.region}/s3/aws4_request"
        path = f"/{self.bucket}/{quote(object_key, safe='/~')}"
        # In the order of their names, which is how they are signed.
        query = urlencode(
            {
                "X-Amz-Algorithm": ALGORITHM,
                "X-Amz-Credential": f"{self.access_key}/{scope}",
                "X-Amz-Date": f"{signed:%Y%m%dT%H%M%SZ}",
                "X-Amz-Expires": LIFE_S,
                "X-Amz-SignedHeaders": "host",
            },
            quote_via=quote,
            safe="~",
        )
        request = "\n".join(
            (method, path, query, f"host:{self._host()}", "", "host", "UNSIGNED-PAYLOAD")
        )
        text = "\n".join(
            (
                ALGORITHM,
                f"{signed:%Y%m%dT%H%M%SZ}",
                scope,
                hashlib.sha256(request.encode()).hexdigest(),
            )
        )
        signature = hmac.digest(self._key(scope), text.encode(), "sha256").hex()
        return f"{self.endpoint}{path}?{query}&X-Amz-Signature={signature}"

    def _host(self) -> str:
        """As clients send it: without the port that goes without saying."""
        parts = urlsplit(self.endpoint)
        return parts.netloc.removesuffix(DEFAULT_PORTS[parts.scheme])

    def _key(self, scope: str) -> bytes:
        key = f"AWS4{self.secret_key}".encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        return key
