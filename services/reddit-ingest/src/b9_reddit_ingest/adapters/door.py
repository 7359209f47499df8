"""Reddit through the door that the settings name: one call per question, and its answer read."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Protocol

from b9_common.events import CallClass
from b9_reddit_ingest.adapters.http import Arrival, Http
from b9_reddit_ingest.adapters.oauth import OauthDoor
from b9_reddit_ingest.adapters.public import PublicDoor
from b9_reddit_ingest.adapters.readers import Readers
from b9_reddit_ingest.adapters.token import Tokens
from b9_reddit_ingest.door_settings import DoorSettings
from b9_reddit_ingest.frames import head_of
from b9_reddit_ingest.limits import window_of
from b9_reddit_ingest.ports import Ask, Reply
from b9_reddit_ingest.questions import Question, question_of


class Door(Protocol):
    """One of the two ways to put a question."""

    async def ask(self, question: Question) -> Arrival:
        """One answer. Never raises for what Reddit, a proxy or the network does."""
        ...


class RedditDoor:
    """See `ports.Upstream`."""

    def __init__(self, door: Door, readers: Readers) -> None:
        self._door = door
        self.readers = readers

    @classmethod
    @asynccontextmanager
    async def connect(cls, settings: DoorSettings) -> AsyncIterator["RedditDoor"]:
        """A door with connections and readers of its own, while the block runs."""
        aside = Readers.running(settings.readers, keywords_file=settings.keywords_file)
        async with aside as readers, Http.connect(settings) as http:
            yield cls(_door(settings, http), readers)

    async def fetch(self, ask: Ask) -> Reply:
        """See `ports.Upstream`."""
        question = question_of(ask)
        if question is None:
            return Reply(
                call_class=CallClass.BAD_REQUEST, code="bad_name", observed_at=datetime.now(UTC)
            )
        started = time.perf_counter()
        arrival = await self._door.ask(question)
        duration_ms = round((time.perf_counter() - started) * 1_000)
        if arrival.status is None:
            return _failure(arrival, duration_ms)
        head = head_of(ask.walk, arrival.status, arrival.headers, arrival.at)
        found = await self.readers.read(head, arrival.body)
        return Reply(
            call_class=found.call_class,
            code=found.code,
            message=found.message,
            retry_after_s=found.retry_after_s,
            window=window_of(arrival.headers, arrival.at, since_s=arrival.read_s),
            page=found.page,
            status=arrival.status,
            bytes=len(arrival.body),
            duration_ms=duration_ms,
            observed_at=arrival.at,
        )


def _door(settings: DoorSettings, http: Http) -> Door:
    if settings.door == "public":
        return PublicDoor(http, settings.www_url)
    tokens = Tokens(
        http,
        settings.www_url,
        client_id=settings.client_id,
        client_secret=settings.client_secret.get_secret_value(),
    )
    return OauthDoor(http, settings.oauth_url, tokens)


def _failure(arrival: Arrival, duration_ms: int) -> Reply:
    return Reply(
        call_class=arrival.failure or CallClass.UPSTREAM_ERROR,
        code=arrival.code,
        message=arrival.message,
        retry_after_s=arrival.retry_after_s,
        duration_ms=duration_ms,
        observed_at=arrival.at,
    )
