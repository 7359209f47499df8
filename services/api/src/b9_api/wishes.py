"""What a caller asks for, and which request then stands for it."""

import hashlib
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import Struct, field

from b9_api.kinds import WORK, Work
from b9_api.orgs import DEFAULT_ORG
from b9_common.events import Kind, Lane, Options, Platform

Folded = Literal["created", "deduplicated", "upgraded"]


class KeyReusedError(Exception):
    """The Idempotency-Key was used within 24 hours for something else."""


class UnknownTargetError(Exception):
    """Nobody holds that name here."""


class StoppedTargetError(Exception):
    """People stopped collecting it, and nobody asks for it now."""


class Wanted(Struct, frozen=True, kw_only=True):
    """
    One wish, its target normalised. *full* asks for a creator's whole depth again.

    *mirror_media* None leaves it to the target's own setting. *only_known* refuses a name that
    nobody holds here. *together* are all names of a wish for several, of which this is one.
    *automatic* is what nobody asks for: it is refused where people stopped the target.
    """

    kind: Kind
    target: str
    platform: Platform
    caller: str
    org_id: str = DEFAULT_ORG
    correlation_id: str
    params: dict[str, Any] = field(default_factory=dict)
    mirror_media: bool | None = None
    full: bool = False
    only_known: bool = False
    automatic: bool = False
    together: tuple[str, ...] = ()
    idempotency_key: str | None = None
    traceparent: str | None = None
    trace_id: str | None = None
    lane: Lane = Lane.NOW

    @property
    def work(self) -> Work:
        """What its kind means."""
        return WORK[self.kind]

    @property
    def body_hash(self) -> str:
        """Equal for equal wishes, whatever their spelling was."""
        options = None if self.mirror_media is None else Options(mirror_media=self.mirror_media)
        said: tuple[Any, ...] = (
            self.kind, self.target, sorted(self.params.items()), options, self.full,
        )  # fmt: skip
        if self.together:
            said += (self.together,)
        return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


class Accepted(Struct, frozen=True, kw_only=True):
    """Which request now stands for the wish, and how it came to."""

    request_id: UUID
    org_id: str
    folded: Folded
    request: dict[str, Any] | None = None
    """Its columns, where it is new."""
