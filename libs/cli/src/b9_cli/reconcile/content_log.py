"""What the CONTENT stream still holds of some requests, read without a consumer of its own."""

import asyncio
from collections.abc import AsyncIterator, Collection
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from msgspec import Struct, field
from nats.aio.msg import Msg

from b9_common.errors import OutageError
from b9_common.events import ContentPage, FetchFinished, asset_key
from b9_common.messaging.connection import Broker
from b9_common.topology import CONTENT, PERSISTER_CONTENT

BATCH: Final = 64
BATCH_BYTES: Final = 8 * 1024**2
ANSWER_S: Final = 10.0
END_OF_BATCH: Final = "204"
NOTHING: Final = "404"


class LoggedPage(Struct, frozen=True, kw_only=True):
    """One page as it was published: just its ids."""

    key: str
    seq: int
    request_id: str
    walk: str
    announced: int
    item_ids: tuple[str, ...]
    asset_keys: tuple[str, ...]


class ContentLog(Struct, frozen=True, kw_only=True):
    """The *pages* of the requests asked for. What came before *kept_since* may be gone."""

    pages: dict[str, LoggedPage] = field(default_factory=dict)
    kept_since: datetime | None = None
    persisted_up_to: int = 0


class Kept(Struct, frozen=True):
    """A message of a stream as it is stored."""

    seq: int
    headers: dict[str, str]
    payload: bytes


async def read_content(broker: Broker, request_ids: Collection[str]) -> ContentLog:
    """Every page of *request_ids* that CONTENT holds. Raises `OutageError`."""
    wanted, pages = set(request_ids), {}
    decoder = msgspec.json.Decoder(ContentPage | FetchFinished)
    state = (await _info(broker, f"STREAM.INFO.{CONTENT.name}"))["state"]
    async for kept in messages_of(broker, CONTENT.name, state["first_seq"]):
        if kept.headers.get("B9-Request-Id") not in wanted:
            continue
        try:
            event = decoder.decode(kept.payload)
        except msgspec.MsgspecError:
            continue  # a dead letter tells of it
        if isinstance(event, ContentPage):
            pages[event.key] = _logged(event, kept.seq)
    consumer = f"CONSUMER.INFO.{CONTENT.name}.{PERSISTER_CONTENT.name}"
    floor = (await _info(broker, consumer))["ack_floor"]["stream_seq"]
    since = _moment(state["first_ts"]) if state["messages"] else None
    return ContentLog(pages=pages, kept_since=since, persisted_up_to=floor)


async def messages_of(broker: Broker, stream: str, first_seq: int) -> AsyncIterator[Kept]:
    """Every message of *stream* from *first_seq* on, as stored. Raises `OutageError`."""
    seq = max(first_seq, 1)
    while True:
        batch = await _batch(broker, stream, seq)
        for kept in batch:
            yield kept
        if not batch:
            return
        seq = batch[-1].seq + 1


async def _batch(broker: Broker, stream: str, seq: int) -> list[Kept]:
    inbox = broker.nc.new_inbox()
    subscription = await broker.nc.subscribe(inbox)
    asked = {"seq": seq, "batch": BATCH, "max_bytes": BATCH_BYTES, "next_by_subj": ">"}
    found: list[Kept] = []
    try:
        await broker.nc.publish(
            f"$JS.API.DIRECT.GET.{stream}", msgspec.json.encode(asked), reply=inbox
        )
        async with asyncio.timeout(ANSWER_S):
            while (kept := _kept(await subscription.next_msg(timeout=ANSWER_S))) is not None:
                found.append(kept)
    except TimeoutError as exc:
        raise OutageError(f"stream {stream} does not answer") from exc
    finally:
        await subscription.unsubscribe()
    return found


def _kept(msg: Msg) -> Kept | None:
    headers = dict(msg.headers or {})
    status = headers.get("Status")
    if status in {END_OF_BATCH, NOTHING}:
        return None
    if status is not None:
        raise OutageError(f"stream not readable: {status} {headers.get('Description')}")
    return Kept(int(headers["Nats-Sequence"]), headers, msg.data)


async def _info(broker: Broker, subject: str) -> dict[str, Any]:
    answer = await broker.api_request(subject)
    if "error" in answer:
        raise OutageError(f"{subject}: {answer['error'].get('description')}")
    return answer


def _logged(page: ContentPage, seq: int) -> LoggedPage:
    return LoggedPage(
        key=page.key,
        seq=seq,
        request_id=page.request_id,
        walk=page.walk,
        announced=page.announced,
        item_ids=tuple(item.media_pk for item in page.items),
        asset_keys=tuple(
            asset_key(page.platform, one.media_id, one.kind, one.index) for one in page.assets
        ),
    )


def _moment(text: str) -> datetime:
    """The server writes nanoseconds."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{fraction[:6] or '0'}").replace(tzinfo=UTC)
