"""How far the database has heard: the broker's consumers tell what is still under way."""

import asyncio
from datetime import datetime
from typing import Any, Final

import msgspec

from b9_common.errors import OutageError
from b9_common.messaging import Broker
from b9_common.topology import (
    INSTAGRAM_LATER,
    INSTAGRAM_NOW,
    MEDIA_UPLOADER,
    PERSISTER_CONTENT,
    PERSISTER_MEDIA,
    PERSISTER_TRACK,
    REDDIT_LATER,
    REDDIT_NOW,
    Durable,
)

# What must be read before the silence of a fetch means anything; then, of what follows it.
FETCH: Final = (PERSISTER_CONTENT, PERSISTER_TRACK)
AFTER_FETCH: Final = (MEDIA_UPLOADER, PERSISTER_MEDIA)
LANES: Final = {
    ("instagram", "now"): INSTAGRAM_NOW,
    ("instagram", "later"): INSTAGRAM_LATER,
    ("reddit", "now"): REDDIT_NOW,
    ("reddit", "later"): REDDIT_LATER,
}

NO_MESSAGE: Final = 10037


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """
    *fetch* and *media*: everything up to then is in the database; None where all is.

    *queued*: per platform and lane, when the oldest command that nobody was given was stored.
    """

    fetch: datetime | None
    media: datetime | None
    queued: dict[tuple[str, str], datetime]


async def hear(broker: Broker) -> Heard:
    """Ask the broker. Raises `OutageError` when it cannot tell."""
    fetch = await asyncio.gather(*(_oldest_unsettled(broker, one) for one in FETCH))
    after = await asyncio.gather(*(_oldest_unsettled(broker, one) for one in AFTER_FETCH))
    unread = await asyncio.gather(*(_oldest_unread(broker, one) for one in LANES.values()))
    return Heard(
        fetch=_earliest(fetch),
        media=_earliest([*fetch, *after]),
        queued={lane: at for lane, at in zip(LANES, unread, strict=True) if at is not None},
    )


async def _oldest_unsettled(broker: Broker, durable: Durable) -> datetime | None:
    info = await _consumer(broker, durable)
    if info["num_pending"] == 0 and info["num_ack_pending"] == 0:
        return None
    return await _stored_at(broker, durable, info["ack_floor"]["stream_seq"] + 1)


async def _oldest_unread(broker: Broker, durable: Durable) -> datetime | None:
    info = await _consumer(broker, durable)
    if info["num_pending"] == 0:
        return None
    return await _stored_at(broker, durable, info["delivered"]["stream_seq"] + 1)


async def _consumer(broker: Broker, durable: Durable) -> dict[str, Any]:
    info = await broker.api_request(f"CONSUMER.INFO.{durable.stream}.{durable.name}")
    if "error" in info:
        raise OutageError(f"{durable.name}: {info['error'].get('description')}")
    return info


async def _stored_at(broker: Broker, durable: Durable, seq: int) -> datetime | None:
    """When the first message of *durable* from *seq* on was stored; None if there is none."""
    answer = await broker.api_request(
        f"STREAM.MSG.GET.{durable.stream}", {"seq": seq, "next_by_subj": durable.subject}
    )
    error = answer.get("error", {})
    if error.get("err_code") == NO_MESSAGE:
        return None
    if error:
        raise OutageError(f"{durable.stream}/{seq}: {error.get('description')}")
    return msgspec.convert(answer["message"]["time"], datetime)


def _earliest(moments: list[datetime | None]) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)
