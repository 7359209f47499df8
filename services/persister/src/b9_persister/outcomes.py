"""Asset outcomes in hand: the rows they become."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from msgspec import Struct

from b9_common.events import AssetOutcome, AssetState, MediaUploaded
from b9_persister.values import clean_text, utc

# From worst to best; what a request was told never gets worse.
RANK: Final = {
    outcome: rank
    for rank, outcome in enumerate(
        (
            AssetOutcome.FAILED,
            AssetOutcome.GONE,
            AssetOutcome.TOO_LARGE,
            AssetOutcome.REJECTED,
            AssetOutcome.ALREADY_STORED,
            AssetOutcome.STORED,
        )
    )
}
STATE: Final = {
    outcome: AssetState(outcome) for outcome in AssetOutcome if outcome != "already_stored"
}
STATE[AssetOutcome.ALREADY_STORED] = AssetState.STORED


class Ended(Struct, frozen=True, kw_only=True):
    """One outcome in hand. *observed_at* never lies after the broker's own time of it."""

    event: MediaUploaded
    observed_at: datetime


class RequestAsset(Struct, frozen=True):
    """How one asset ended for one run of one request."""

    request_id: str
    run: int
    asset_key: str
    outcome: AssetOutcome
    reason: str | None
    bytes: int | None
    finished_at: datetime

    @property
    def key(self) -> tuple[str, int, str]:
        """What it is unique by."""
        return self.request_id, self.run, self.asset_key

    @property
    def standing(self) -> tuple[int, datetime]:
        """How good an outcome it is."""
        return RANK[self.outcome], self.finished_at


def rounds(ended: Sequence[Ended]) -> list[list[Ended]]:
    """The outcomes in as few groups as it takes for each asset to be in each once; sorted."""
    groups: list[dict[str, Ended]] = []
    for one in ended:
        key = one.event.asset_key
        for group in groups:
            if key not in group:
                group[key] = one
                break
        else:
            groups.append({key: one})
    return [[group[key] for key in sorted(group)] for group in groups]


def asset_row(one: Ended) -> Sequence[Any]:
    """The asset as the row of its outcome."""
    event, ref = one.event, one.event.asset
    return (
        event.asset_key,
        event.platform,
        ref.media_id,
        ref.kind,
        ref.index,
        ref.owner_id,
        ref.url,
        ref.expires_at and utc(ref.expires_at),
        one.observed_at,
        STATE[event.outcome],
        event.object_key,
        event.bytes,
        event.sha256,
        event.content_type,
        event.width,
        event.height,
        None if event.reason is None else clean_text(event.reason),
        one.observed_at,
    )


def request_asset(event: MediaUploaded) -> RequestAsset:
    """What *event* says to its own request."""
    return RequestAsset(
        event.request_id,
        event.run,
        event.asset_key,
        event.outcome,
        event.reason and clean_text(event.reason),
        event.bytes,
        utc(event.finished_at),
    )


def best(assets: Iterable[RequestAsset]) -> list[RequestAsset]:
    """Each asset of a request once, at its best, sorted by key."""
    kept: dict[tuple[str, int, str], RequestAsset] = {}
    for one in assets:
        other = kept.get(one.key)
        if other is None or other.standing < one.standing:
            kept[one.key] = one
    return [kept[key] for key in sorted(kept)]
