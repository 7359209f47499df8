"""What the CONTENT stream still holds of some requests, read without a consumer of its own."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct, field

from b9_common.errors import OutageError
from b9_common.events import AnyPage, ContentEvent, FetchFinished, RedditPage, asset_key
from b9_common.messaging.connection import Broker
from b9_common.messaging.stored import moment, stored_messages
from b9_common.topology import CONTENT, PERSISTER_CONTENT


class LoggedPage(Struct, frozen=True, kw_only=True):
    """
    One page as it was published: just its ids.

    *things* are what it brought besides items: ``community:ID``, ``rules:ID``, ``account:ID``,
    and ``found:ID:SOURCE:USER`` for what a discovery saw.
    """

    key: str
    seq: int
    request_id: str
    walk: str
    announced: int
    item_ids: tuple[str, ...]
    asset_keys: tuple[str, ...]
    things: tuple[str, ...] = ()


class ContentLog(Struct, frozen=True, kw_only=True):
    """The *pages* of the requests asked for. What came before *kept_since* may be gone."""

    pages: dict[str, LoggedPage] = field(default_factory=dict)
    kept_since: datetime | None = None
    persisted_up_to: int = 0


async def read_content(broker: Broker, request_ids: Collection[str]) -> ContentLog:
    """Every page of *request_ids* that CONTENT holds. Raises `OutageError`."""
    wanted, pages = set(request_ids), {}
    decoder = msgspec.json.Decoder(ContentEvent)
    state = (await _info(broker, f"STREAM.INFO.{CONTENT.name}"))["state"]
    async for kept in stored_messages(broker, CONTENT.name, state["first_seq"]):
        if kept.headers.get("B9-Request-Id") not in wanted:
            continue
        try:
            event = decoder.decode(kept.payload)
        except msgspec.MsgspecError:
            continue  # a dead letter tells of it
        if not isinstance(event, FetchFinished):
            pages[event.key] = logged(event, kept.seq)
    consumer = f"CONSUMER.INFO.{CONTENT.name}.{PERSISTER_CONTENT.name}"
    floor = (await _info(broker, consumer))["ack_floor"]["stream_seq"]
    since = moment(state["first_ts"]) if state["messages"] else None
    return ContentLog(pages=pages, kept_since=since, persisted_up_to=floor)


async def _info(broker: Broker, subject: str) -> dict[str, Any]:
    answer = await broker.api_request(subject)
    if "error" in answer:
        raise OutageError(f"{subject}: {answer['error'].get('description')}")
    return answer


def logged(page: AnyPage, seq: int) -> LoggedPage:
    """*page* as it is compared."""
    return LoggedPage(
        key=page.key,
        seq=seq,
        request_id=page.request_id,
        walk=page.walk,
        announced=page.announced,
        item_ids=tuple(post.id for post in page.posts)
        if isinstance(page, RedditPage)
        else tuple(item.media_pk for item in page.items),
        asset_keys=tuple(
            asset_key(page.platform, one.media_id, one.kind, one.index) for one in page.assets
        ),
        things=tuple(_things(page)) if isinstance(page, RedditPage) else (),
    )


def _things(page: RedditPage) -> Iterator[str]:
    if page.subreddit is not None:
        yield f"community:{page.subreddit.id}"
    if page.rules is not None:
        yield f"rules:{page.owner.id}"
    if page.user is not None and page.user.id:
        yield f"account:{page.user.id}"
    for found in page.found:
        # Posts in the community itself are no find.
        if found.id != found.source_id:
            yield f"found:{found.id}:{found.source_id or ''}:{found.via_user.lower()}"
