"""Tokens: who gets one, and whose a token is. Nothing is stored, so they survive a restart."""

from base64 import b64decode, urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64Error
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import msgspec

from b9_devstack.reddit_simulator.config import Config

GRANTS: Final = frozenset(
    {
        "client_credentials",
        "password",
        "refresh_token",
        "https://oauth.reddit.com/grants/installed_client",
    }
)


class BadCredentialsError(Exception):
    """No token for this caller."""


@dataclass(slots=True)
class Tokens:
    """Writes and reads tokens; *now* is the wall clock. A new *edition* ends all of the old one."""

    seed: int
    now: Callable[[], float]
    edition: int = 0
    issued: int = 0

    def issue(self, client: str, ttl_s: int) -> str:
        """Return a token of *client* that lives for *ttl_s*."""
        self.issued += 1
        ends = int(self.now()) + ttl_s
        text = f"{urlsafe_b64encode(client.encode()).decode().rstrip('=')}.{ends:x}.{self.issued:x}"
        return f"{text}.{self._signature(text)}"

    def client_of(self, token: str) -> str | None:
        """Return whose *token* is; null if it is none of ours, or of before."""
        text, _, signature = token.rpartition(".")
        if signature != self._signature(text):
            return None
        client, ends, _ = text.split(".")
        if int(ends, 16) <= self.now():
            return None
        return urlsafe_b64decode(client + "=" * (-len(client) % 4)).decode()

    def _signature(self, text: str) -> str:
        words = f"{self.seed}|{self.edition}|{text}".encode()
        return blake2b(words, digest_size=12).hexdigest()


def client_of_basic(header: str | None, config: Config) -> str:
    """Return the id in an Authorization *header*, or raise `BadCredentialsError`."""
    scheme, _, coded = (header or "").partition(" ")
    try:
        client, colon, secret = b64decode(coded, validate=True).decode().partition(":")
    except (BadBase64Error, ValueError) as exc:
        raise BadCredentialsError from exc
    known = config.client_id in {None, client} and config.client_secret in {None, secret}
    if scheme.lower() != "basic" or not colon or not client or not known:
        raise BadCredentialsError
    return client


def grant(tokens: Tokens, config: Config, client: str, form: Mapping[str, str]) -> bytes:
    """Return the body that answers an authenticated *client* asking with *form*."""
    kind = form.get("grant_type", "")
    if kind not in GRANTS:
        return msgspec.json.encode({"error": "unsupported_grant_type"})
    if kind == "password" and not (form.get("username") and form.get("password")):
        return msgspec.json.encode({"error": "invalid_grant"})
    body: dict[str, str | int] = {
        "access_token": tokens.issue(client, config.token_ttl_s),
        "token_type": "bearer",
        "expires_in": config.token_ttl_s,
        "scope": form.get("scope") or "*",
    }
    if kind == "refresh_token":
        body["refresh_token"] = form.get("refresh_token", "")
    if kind.startswith("https"):
        body["device_id"] = form.get("device_id", "")
    return msgspec.json.encode(body)
