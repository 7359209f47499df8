"""A page under a new id, as after a lost acknowledgement, and who has read it."""

import asyncio
import secrets
import time
from typing import Final

from b9_cli.smoke.report import Layer
from b9_cli.smoke.surroundings import Surroundings
from b9_common.events import Platform
from b9_common.messaging.connection import Outgoing
from b9_common.messaging.stored import Kept, stored_messages
from b9_common.topology import (
    CONTENT,
    MEDIA_UPLOADER,
    PERSISTER_CONTENT,
    Durable,
    content_subject,
)

READ_WITHIN_S: Final = 20.0
LOOK_EVERY_S: Final = 0.2
READERS: Final = (PERSISTER_CONTENT, MEDIA_UPLOADER)
KEPT_HEADERS: Final = ("B9-Request-Id", "B9-Correlation-Id", "B9-Schema", "traceparent")


async def page_of(around: Surroundings, request_id: str, walk: str) -> Kept | None:
    """A page of *walk* as it stands in CONTENT, or None."""
    info = await around.broker.api_request(f"STREAM.INFO.{CONTENT.name}")
    first: int = info["state"]["first_seq"]
    async for kept in stored_messages(around.broker, CONTENT.name, first):
        ours = kept.headers.get("B9-Request-Id") == request_id
        if ours and f":{walk}:" in kept.headers.get("Nats-Msg-Id", ""):
            return kept
    return None


async def publish_twice(layer: Layer, around: Surroundings, page: Kept, platform: Platform) -> None:
    """Publish *page* once more, and wait until all readers are past it."""
    published = await around.broker.publish(
        Outgoing(
            subject=content_subject(platform),
            payload=page.payload,
            msg_id=f"smoke-twice-{secrets.token_hex(8)}",
            headers={key: page.headers[key] for key in KEPT_HEADERS if key in page.headers},
        )
    )
    for durable in READERS:
        read = await read_up_to(around, durable, published.seq, READ_WITHIN_S)
        layer.expect(f"{durable.name} read on", ok=read, detail=f"not up to {published.seq}")


async def read_up_to(around: Surroundings, durable: Durable, seq: int, within_s: float) -> bool:
    """Whether *durable* settled everything up to *seq* in time."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        subject = f"CONSUMER.INFO.{durable.stream}.{durable.name}"
        info = await around.broker.api_request(subject)
        if info.get("ack_floor", {}).get("stream_seq", 0) >= seq:
            return True
        await asyncio.sleep(LOOK_EVERY_S)
    return False
