"""A browser's view of the live feed: events, one after the other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import aiohttp
import msgspec
from services.api.tests.integration.api_harness import Harness, eventually
from services.api.tests.integration.described_answers import check_event

from b9_api.dispatcher.housekeeping import Numbering

INSERT = "INSERT INTO request_events (request_id, type, message, service) VALUES ($1, $2, $3, $4)"


@dataclass(frozen=True)
class Event:
    """One event, as `EventSource` would hand it over."""

    name: str
    data: Any
    id: int | None


class Watch:
    """One open stream."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self.response = response
        self.comments = 0

    async def next(self, within_s: float = 10.0) -> Event | None:
        """The next event, or None at the end of the stream."""
        lines: dict[bytes, bytes] = {}
        async with asyncio.timeout(within_s):
            while line := await self.response.content.readline():
                key, _, value = line.rstrip(b"\n").partition(b": ")
                if key:
                    lines[key] = value
                elif value:
                    self.comments += 1
                elif b"event" in lines:
                    return _event(lines)
        return None

    async def until(self, name: str, within_s: float = 10.0) -> Event:
        """The next event called *name*; others are passed over."""
        while (event := await self.next(within_s)) is not None:
            if event.name == name:
                return event
        raise AssertionError(f"the stream ended without {name}")

    async def some(self, count: int) -> list[Event]:
        """The next *count* events of requests."""
        return [await self.until("request") for _ in range(count)]


def _event(lines: dict[bytes, bytes]) -> Event:
    number = lines.get(b"id")
    name, data = lines[b"event"].decode(), msgspec.json.decode(lines[b"data"])
    check_event(name, data)
    return Event(name, data, None if number is None else int(number))


@asynccontextmanager
async def watching(
    api: Harness, topics: str, last_seen: int | None = None, **more: Any
) -> AsyncIterator[Watch]:
    """A stream that has begun."""
    headers = {} if last_seen is None else {"Last-Event-ID": str(last_seen)}
    async with api.http.get(
        f"{api.url}/api/events", params={"topics": topics} | more, headers=headers
    ) as response:
        assert response.status == 200, await response.text()
        yield Watch(response)


async def request_of(api: Harness, name: str, org_id: str = "default") -> UUID:
    """A request as the gateway stores it, without its event."""
    request_id = uuid4()
    await api.owner.execute(
        "INSERT INTO organizations (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING", org_id
    )
    await api.owner.execute(
        "INSERT INTO requests (id, org_id, correlation_id, kind, kind_group, platform,"
        " target_kind, target) VALUES ($1, $2, 'of-a-test', 'creator_add', 'content',"
        " 'instagram', 'creator', $3)",
        request_id,
        org_id,
        name,
    )
    return request_id


async def happened(
    api: Harness, request_id: UUID, *messages: str, service: str = "persister"
) -> None:
    """Events as workers' facts leave them: without a number."""
    for message in messages:
        await api.owner.execute(INSERT, request_id, "stage_progress", message, service)


async def numbered(api: Harness) -> None:
    """What the dispatcher does ten times a second."""
    lease = api.leases[0] if api.leases else await api.lease()
    # Another may have led meanwhile; the next turn takes it again.
    await eventually(lease.tick)
    while await Numbering(api.database, lease).turn():
        pass
