"""What one page means to the uploader: an outcome for every asset it names."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from b9_common.errors import OutageError, PoisonError, RetryableError
from b9_common.events import (
    AssetOutcome,
    AssetRef,
    Event,
    MediaUploaded,
    Options,
    Platform,
    asset_key,
)
from b9_common.messaging import Delivery
from b9_media_uploader.copying import Copier, Copy
from b9_media_uploader.ports import SourceUnavailableError, SpoolFullError, StoreUnavailableError

# Ids become object keys and message ids; platforms' own are digits and letters.
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
MAX_WAIT_S: Final = 300.0


class AssetPage(Event, frozen=True, kw_only=True, tag="content.fetched"):
    """What the uploader reads of a page: its items stay undecoded, so they cost nothing here."""

    drive: int
    run: int
    platform: Platform
    assets: tuple[AssetRef, ...] = ()
    options: Options = Options()
    observed_at: datetime


class RedditAssetPage(AssetPage, frozen=True, kw_only=True, tag="content.fetched.reddit"):
    """The same of a page of Reddit, which is a record of its own."""


class FetchEnd(Event, frozen=True, kw_only=True, tag="content.finished"):
    """The end of a fetch; it names no assets."""


# What the uploader reads of the stream.
Read = AssetPage | RedditAssetPage | FetchEnd
# Confirmed, or it raises.
Announce = Callable[[MediaUploaded], Awaitable[None]]
# Says that the media of a request is being worked on, or why it is tried again. Never raises.
Track = Callable[[AssetPage, str | None], Awaitable[None]]


async def mirror_page(
    delivery: Delivery[Read], *, copier: Copier, announce: Announce, track: Track
) -> None:
    """
    Copy every asset of a page and announce each outcome the moment it is known.

    Returns when each has a confirmed outcome. Safe to repeat: what is stored is found again and
    outcomes carry the same ids. On the last attempt what still cannot be had is `failed`.
    """
    page = delivery.event
    if not isinstance(page, AssetPage) or not page.options.mirror_media or not page.assets:
        return
    last = delivery.attempt >= delivery.durable.max_attempts
    assets = _distinct(page)
    await track(page, None)
    errors = await asyncio.gather(
        *(
            _mirror(page, asset, last=last, copier=copier, announce=announce, track=track)
            for asset in assets
            if _ID.fullmatch(asset.media_id)
        ),
        return_exceptions=True,
    )
    for error in errors:
        if isinstance(error, RetryableError):
            await track(page, str(error))
            break
    _raise_worst(errors)
    if not all(_ID.fullmatch(asset.media_id) for asset in assets):
        raise PoisonError("an asset's id is not an id", code="bad_asset_id")


async def _mirror(
    page: AssetPage,
    asset: AssetRef,
    *,
    last: bool,
    copier: Copier,
    announce: Announce,
    track: Track,
) -> None:
    """Copy one asset and announce how that ended; what may pass is raised, unless *last*."""
    try:
        copy = await copier.copy(page.platform, asset)
    except SourceUnavailableError as exc:
        if not last:
            raise RetryableError(exc.reason, delay_s=_clamped(exc.delay_s)) from exc
        copy = Copy(outcome=AssetOutcome.FAILED, reason=exc.reason)
    except (StoreUnavailableError, SpoolFullError) as exc:
        raise OutageError(str(exc)) from exc
    await announce(outcome_event(page, asset, copy))
    await track(page, None)


def outcome_event(page: AssetPage, asset: AssetRef, copy: Copy) -> MediaUploaded:
    """The fact to announce."""
    stored = copy.stored
    return MediaUploaded(
        request_id=page.request_id,
        correlation_id=page.correlation_id,
        drive=page.drive,
        run=page.run,
        platform=page.platform,
        asset=asset,
        outcome=copy.outcome,
        reason=copy.reason,
        bytes=stored.bytes if stored else None,
        sha256=stored.sha256 if stored else None,
        content_type=stored.content_type if stored else None,
        width=stored.width if stored else None,
        height=stored.height if stored else None,
        object_key=copy.key,
        observed_at=page.observed_at,
        finished_at=datetime.now(UTC),
    )


def _distinct(page: AssetPage) -> list[AssetRef]:
    """The assets of *page*, one each: a page may name the same file twice."""
    by_key = {
        asset_key(page.platform, asset.media_id, asset.kind, asset.index): asset
        for asset in page.assets
    }
    return list(by_key.values())


def _raise_worst(errors: Sequence[BaseException | None]) -> None:
    """Raise what the page as a whole met: our bug, else an outage, else the longest wait."""
    met = [error for error in errors if error is not None]
    bugs = [error for error in met if not isinstance(error, RetryableError)]
    outages = [error for error in met if isinstance(error, OutageError)]
    waits = [error for error in met if isinstance(error, RetryableError)]
    if bugs or outages:
        raise (bugs or outages)[0]
    if waits:
        raise max(waits, key=lambda error: error.delay_s or 0.0)


def _clamped(delay_s: float | None) -> float | None:
    return None if delay_s is None else min(delay_s, MAX_WAIT_S)
