"""A world for the fetching loop: a provider with lists, a bucket, a stream; all in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, cast

import msgspec
from nats.aio.msg import Msg

from b9_common.breaker import Breaker
from b9_common.events import (
    AnyPage,
    CallClass,
    ContentPage,
    CreatorRequested,
    Depth,
    FetchFinished,
    Kind,
    MediaItem,
    Options,
    Owner,
    Platform,
    Profile,
    RejectedItem,
    Walk,
)
from b9_common.fetching.calling import Caller, Patience
from b9_common.fetching.telling import Ledger
from b9_common.identity import Identity
from b9_common.messaging.delivery import Delivery
from b9_common.topology import INSTAGRAM_NOW
from b9_devstack.testing.fetching import FakeBudget, FakeProgressStore, RecordingTracker
from b9_instagram_ingest.handler import fetch_creator
from b9_instagram_ingest.page import Page
from b9_instagram_ingest.ports import Ask, Reply
from b9_instagram_ingest.progress import Progress
from b9_instagram_ingest.quota import Quota

NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWNER: Final = Owner(id="17", username="anna")
PROFILE: Final = Profile(id=OWNER.id, username=OWNER.username, media_count=140)
PAGE: Final = 12


def item(pk: str) -> MediaItem:
    return MediaItem(
        media_pk=pk, owner_id=OWNER.id, video_url=f"https://cdn.example/{pk}.mp4", media_type=2
    )


def rejected(index: int) -> RejectedItem:
    return RejectedItem(index=index, reason="no_pk", raw="{}")


def reply(call_class: CallClass, page: Page | None = None, **more: Any) -> Reply:
    return Reply(call_class=call_class, page=page, observed_at=NOW, **more)


def page_of(pks: Sequence[str], *, more: bool = False, cursor: str | None = None) -> Reply:
    items = tuple(item(pk) for pk in pks)
    page = Page(items=items, more_available=more, next_cursor=cursor)
    return reply(CallClass.EMPTY if page.is_empty else CallClass.OK, page, status=200)


EMPTY: Final = page_of([])
DOWN: Final = reply(CallClass.UPSTREAM_ERROR, code="http_502", status=502)


@dataclass
class FakeProvider:
    """
    An account with lists of *reels* and *posts* items, 12 a page, cursors being offsets.

    *answers* are given first, by walk, in order; None among them stands for the true answer.
    """

    reels: int = 100
    posts: int = 40
    profile: Profile = PROFILE
    answers: dict[Walk, list[Reply | None]] = field(default_factory=dict)
    asked: list[Ask] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    async def fetch(self, ask: Ask) -> Reply:
        self.before()
        self.asked.append(ask)
        scripted = self.answers.get(ask.walk, [])
        answer = scripted.pop(0) if scripted else None
        return answer or self.truth(ask)

    def truth(self, ask: Ask) -> Reply:
        if ask.walk is Walk.PROFILE:
            return reply(CallClass.OK, Page(profile=self.profile), status=200)
        length = self.reels if ask.walk is Walk.REELS else self.posts
        start = int(ask.cursor or 0)
        end = min(start + min(ask.count, PAGE), length)
        pks = [f"{ask.walk}-{number}" for number in range(start, end)]
        return page_of(pks, more=end < length, cursor=str(end) if end < length else None)

    def asked_for(self, walk: Walk) -> list[Ask]:
        return [ask for ask in self.asked if ask.walk is walk]


@dataclass
class World:
    """Everything a request meets. `deliver` is one delivery of it."""

    provider: FakeProvider = field(default_factory=FakeProvider)
    store: FakeProgressStore[Progress] = field(default_factory=lambda: FakeProgressStore(Progress))
    budget: FakeBudget = field(default_factory=FakeBudget)
    breaker: Breaker = field(default_factory=Breaker)
    tracker: RecordingTracker = field(default_factory=RecordingTracker)
    content: dict[str, AnyPage | FetchFinished] = field(default_factory=dict)
    slept: list[float] = field(default_factory=list)
    forbidden: Exception | None = None
    before_publish: Callable[[], None] = lambda: None
    after_publish: Callable[[], None] = lambda: None

    async def publish(self, event: AnyPage | FetchFinished) -> None:
        self.before_publish()
        self.content.setdefault(event.key, event)
        self.after_publish()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def permission(self) -> None:
        if self.forbidden:
            raise self.forbidden

    def caller(self) -> Caller[Ask, Reply]:
        identity = Identity(service="instagram-ingest", instance="i")
        return Caller(
            self.provider,
            budget=self.budget,
            breaker=self.breaker,
            permission=self.permission,
            ledger=Ledger(self.tracker, identity, provider="p", cost_usd=0.0003),
            patience=Patience(),
            heed=Quota(self.budget),
            clock=NOW.timestamp,
            sleep=self.sleep,
        )

    async def deliver(
        self,
        *,
        drive: int = 1,
        attempt: int = 1,
        reels: int = 90,
        posts: int = 30,
        **more: Any,
    ) -> None:
        request = request_of(drive=drive, depth=Depth(reels=reels, posts=posts), **more)
        await fetch_creator(
            delivery_of(request, attempt),
            store=self.store,
            caller=self.caller(),
            publish=self.publish,
            tracking=self.tracker,
            holder="i",
            clock=NOW.timestamp,
        )

    @property
    def pages(self) -> list[ContentPage]:
        return [event for event in self.content.values() if isinstance(event, ContentPage)]

    @property
    def markers(self) -> list[FetchFinished]:
        return [event for event in self.content.values() if isinstance(event, FetchFinished)]

    @property
    def marker(self) -> FetchFinished:
        return self.markers[-1]

    def counted(self, walk: Walk) -> list[str]:
        """The keys of the items on the pages that count, in order."""
        pages = [page for page in self.pages if page.key in self.marker.pages]
        return [one.media_pk for page in pages if page.walk is walk for one in page.items]


def request_of(**changes: Any) -> CreatorRequested:
    plain = CreatorRequested(
        request_id="r",
        correlation_id="c",
        drive=1,
        kind=Kind.CREATOR_ADD,
        platform=Platform.INSTAGRAM,
        target="anna",
        depth=Depth(reels=90, posts=30),
        options=Options(),
        requested_at=NOW,
    )
    return msgspec.structs.replace(plain, **changes)


def delivery_of(request: CreatorRequested, attempt: int = 1) -> Delivery[CreatorRequested]:
    return Delivery(
        durable=INSTAGRAM_NOW,
        event=request,
        msg=cast("Msg", None),
        headers={},
        stream="REQUESTS",
        seq=1,
        attempt=attempt,
        stored_at=NOW,
    )
