"""Dead letters in hand: what they hold, and what follows for the request they belong to. Pure."""

import re
from datetime import datetime
from typing import Final, TypeVar

import msgspec
from msgspec import Struct

from b9_common.events import (
    AnyPage,
    AssetOutcome,
    ContentEvent,
    CreatorRequested,
    DeadLetter,
    FetchFinished,
    MediaUploaded,
    asset_key,
    encode,
)
from b9_common.topology import (
    INSTAGRAM_LATER,
    INSTAGRAM_NOW,
    MEDIA_UPLOADER,
    PERSISTER_CONTENT,
    PERSISTER_MEDIA,
    REDDIT_LATER,
    REDDIT_NOW,
)
from b9_persister.batch import Marker, capped
from b9_persister.outcomes import RequestAsset, request_asset
from b9_persister.values import utc

T = TypeVar("T")

REPLAY_PREFIX: Final = "replay-"
UUID: Final = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
PAGE_KEY: Final = re.compile(
    rf"(?P<request>{UUID}):(?P<run>\d{{1,9}}):(?P<leg>\d{{1,9}}):(?P<walk>[a-z]{{1,20}})"
    r":(?P<n>\d{1,9})(?:\.(?P<part>\d{1,9}))?"
)
MARKER_KEY: Final = re.compile(rf"(?P<request>{UUID}):\d+:\d+:final:(?P<drive>\d{{1,9}})")
DRIVE_KEY: Final = re.compile(rf"(?P<request>{UUID}):(?P<drive>\d{{1,9}})")

COMMANDS: Final = frozenset(
    durable.name for durable in (INSTAGRAM_NOW, INSTAGRAM_LATER, REDDIT_NOW, REDDIT_LATER)
)

_content: Final = msgspec.json.Decoder(ContentEvent)
_command: Final = msgspec.json.Decoder(CreatorRequested)
_outcome: Final = msgspec.json.Decoder(MediaUploaded)


class DeadPage(Struct, frozen=True, kw_only=True):
    """A page that nobody could store: all that it announced counts as rejected."""

    key: str
    request_id: str
    drive: int
    run: int
    leg: int
    walk: str
    n: int
    part: int
    owner_id: str | None
    announced: int
    asset_keys: tuple[str, ...]
    observed_at: datetime


class Ending(Struct, frozen=True, kw_only=True):
    """A request that cannot go on in this drive."""

    request_id: str
    drive: int
    code: str
    message: str


class Consequences(Struct, frozen=True, kw_only=True):
    """What a dead letter means for its request: nothing is left hanging."""

    page: DeadPage | None = None
    assets: tuple[RequestAsset, ...] = ()
    marker: Marker | None = None
    ending: Ending | None = None

    @property
    def request_id(self) -> str | None:
        """The request concerned, if any."""
        if self.page is not None:
            return self.page.request_id
        if self.marker is not None:
            return self.marker.event.request_id
        if self.ending is not None:
            return self.ending.request_id
        return self.assets[0].request_id if self.assets else None


def consequences(letter: DeadLetter) -> Consequences:
    """What follows from *letter*, by the durable that gave up and what the message held."""
    durable = letter.durable.removeprefix(REPLAY_PREFIX)
    if durable == PERSISTER_CONTENT.name:
        return _of_content(letter)
    if durable == MEDIA_UPLOADER.name:
        page = _decoded(_content, letter.payload)
        named = _failed_assets(letter, page) if isinstance(page, AnyPage) else ()
        return Consequences(assets=named)
    if durable == PERSISTER_MEDIA.name:
        lost = _decoded(_outcome, letter.payload)
        return Consequences(assets=() if lost is None else (_lost(letter, lost),))
    if durable in COMMANDS:
        return Consequences(ending=_ending_of_command(letter))
    return Consequences()


def _of_content(letter: DeadLetter) -> Consequences:
    content = _decoded(_content, letter.payload)
    if isinstance(content, AnyPage):
        return Consequences(page=_page(content), assets=_failed_assets(letter, content))
    if isinstance(content, FetchFinished):
        # The fact itself is whole: it is taken as it stands.
        marker = Marker(
            event=content,
            observed_at=capped(content.finished_at, letter.at),
            text=encode(content).decode(),
            headers=letter.headers,
        )
        return Consequences(marker=marker)
    if found := MARKER_KEY.fullmatch(letter.origin):
        return Consequences(ending=_ending(letter, found["request"], int(found["drive"])))
    if found := PAGE_KEY.fullmatch(letter.origin):
        return Consequences(page=_unread_page(letter, found))
    return Consequences()


def _page(page: AnyPage) -> DeadPage:
    return DeadPage(
        key=page.key,
        request_id=page.request_id,
        drive=page.drive,
        run=page.run,
        leg=page.leg,
        walk=page.walk,
        n=page.n,
        part=page.part,
        owner_id=page.owner.id,
        announced=page.announced,
        asset_keys=_asset_keys(page),
        observed_at=utc(page.observed_at),
    )


def _unread_page(letter: DeadLetter, key: re.Match[str]) -> DeadPage:
    """All that is known of a page whose body cannot be read is its key."""
    return DeadPage(
        key=letter.origin,
        request_id=key["request"],
        drive=0,
        run=int(key["run"]),
        leg=int(key["leg"]),
        walk=key["walk"],
        n=int(key["n"]),
        part=int(key["part"] or 0),
        owner_id=None,
        announced=0,
        asset_keys=(),
        observed_at=utc(letter.at),
    )


def _asset_keys(page: AnyPage) -> tuple[str, ...]:
    if not page.options.mirror_media:
        return ()
    keys = {asset_key(page.platform, x.media_id, x.kind, x.index) for x in page.assets}
    return tuple(sorted(keys))


def _failed_assets(letter: DeadLetter, page: AnyPage) -> tuple[RequestAsset, ...]:
    reason, at = f"{letter.durable}: {letter.code}", utc(letter.at)
    return tuple(
        RequestAsset(page.request_id, page.run, key, AssetOutcome.FAILED, reason, None, at)
        for key in _asset_keys(page)
    )


def _lost(letter: DeadLetter, outcome: MediaUploaded) -> RequestAsset:
    """An outcome that could not be kept is one that failed, as far as its request can tell."""
    return msgspec.structs.replace(
        request_asset(outcome),
        outcome=AssetOutcome.FAILED,
        reason=f"{letter.durable}: {letter.code}",
        bytes=None,
    )


def _ending_of_command(letter: DeadLetter) -> Ending | None:
    command = _decoded(_command, letter.payload)
    if command is not None:
        return _ending(letter, command.request_id, command.drive)
    found = DRIVE_KEY.fullmatch(letter.origin)
    return _ending(letter, found["request"], int(found["drive"])) if found else None


def _ending(letter: DeadLetter, request_id: str, drive: int) -> Ending:
    message = f"{letter.durable}: {letter.error}"[:500]
    return Ending(request_id=request_id, drive=drive, code=letter.code, message=message)


def _decoded(decoder: "msgspec.json.Decoder[T]", payload: bytes) -> T | None:
    try:
        return decoder.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
