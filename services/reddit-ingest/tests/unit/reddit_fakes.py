"""A world for fetching Reddit: communities, authors, a bucket, a stream; all in memory."""

import asyncio
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
    CreatorRequested,
    Depth,
    FetchFinished,
    Kind,
    Platform,
    RedditPage,
    RedditPost,
    RedditUser,
    RejectedItem,
    Rule,
    Rules,
    Subreddit,
    Walk,
)
from b9_common.fetching.calling import Caller, Patience
from b9_common.fetching.telling import Ledger
from b9_common.identity import Identity
from b9_common.messaging.delivery import Delivery
from b9_common.topology import REDDIT_NOW
from b9_devstack.testing.fetching import FakeBudget, FakeProgressStore, RecordingTracker
from b9_reddit_ingest.handler import fetch_target
from b9_reddit_ingest.page import Page
from b9_reddit_ingest.ports import Ask, Reply
from b9_reddit_ingest.progress import Progress
from b9_reddit_ingest.seen import Findings
from b9_reddit_ingest.settings import NOT_REPEATED
from b9_reddit_ingest.window import HeedWindow

NOW: Final = datetime(2026, 11, 22, 12, tzinfo=UTC)
PER_PAGE: Final = 100


def post(
    pk: str, *, subreddit: str = "pics", author: str | None = "anna", **more: Any
) -> RedditPost:
    plain = RedditPost(
        id=pk,
        subreddit_id=f"id-{subreddit.lower()}",
        subreddit=subreddit,
        author=author,
        author_id=f"id-{author}" if author else None,
        title="t",
        created_at=NOW,
        content_type="image",
        url=f"https://i.redd.it/{pk}.jpg",
        image_urls=(f"https://i.redd.it/{pk}.jpg",),
    )
    return msgspec.structs.replace(plain, **more)


def reply(call_class: CallClass, page: Page | None = None, **more: Any) -> Reply:
    return Reply(call_class=call_class, page=page, observed_at=NOW, **more)


def page_of(posts: Sequence[RedditPost] = (), *, after: str | None = None, bad: int = 0) -> Reply:
    rejected = tuple(RejectedItem(index=n, reason="no_id", raw="{}") for n in range(bad))
    page = Page(posts=tuple(posts), rejected=rejected, after=after)
    return reply(CallClass.EMPTY if page.is_empty else CallClass.OK, page, status=200)


DOWN: Final = reply(CallClass.UPSTREAM_ERROR, code="http_503", status=503)
GONE: Final = reply(CallClass.NOT_FOUND, code="target_not_found", status=404)
PRIVATE: Final = reply(CallClass.PRIVATE, code="private", status=403)
REFUSED: Final = reply(CallClass.FORBIDDEN, code="forbidden", status=403)
SUSPENDED: Final = reply(CallClass.SUSPENDED, code="suspended", status=200)


@dataclass
class FakeReddit:
    """
    Communities with *hot* and *top* posts by the authors named in turn, authors with *posts* each.

    *answers* are given first, by walk and name, in order; None among them stands for the true
    answer. Cursors are offsets.
    """

    hot: int = 30
    top: int = 30
    authors: Sequence[str] = tuple(f"author{number}" for number in range(20))
    posts: dict[str, list[RedditPost]] = field(default_factory=dict)
    answers: dict[tuple[Walk, str], list[Reply | None]] = field(default_factory=dict)
    asked: list[Ask] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    at_once: int = 0
    most_at_once: int = 0

    async def fetch(self, ask: Ask) -> Reply:
        self.before()
        self.asked.append(ask)
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        # The turn of all that could have been asked at the same time.
        for _ in range(3):
            await asyncio.sleep(0)
        self.at_once -= 1
        scripted = self.answers.get((ask.walk, ask.name), [])
        answer = scripted.pop(0) if scripted else None
        return answer or self.truth(ask)

    def truth(self, ask: Ask) -> Reply:
        match ask.walk:
            case Walk.ABOUT:
                about = Subreddit(id=f"id-{ask.name.lower()}", name=ask.name)
                return reply(CallClass.OK, Page(subreddit=about), status=200)
            case Walk.RULES:
                rules = Rules(rules=(Rule(short_name="be kind"),))
                return reply(CallClass.OK, Page(rules=rules), status=200)
            case Walk.PROFILE:
                user = RedditUser(id=f"id-{ask.name}", username=ask.name)
                return reply(CallClass.OK, Page(user=user), status=200)
            case Walk.SUBMITTED:
                posts = self.posts.get(ask.name)
                posts = self._of_author(ask.name) if posts is None else posts
                part, after = _part_of(ask, len(posts))
                return page_of(posts[part], after=after)
            case _:
                length = self.hot if ask.walk is Walk.HOT else self.top
                part, after = _part_of(ask, length)
                numbers = range(length)[part]
                return page_of([self._of_list(ask, number) for number in numbers], after=after)

    def _of_list(self, ask: Ask, number: int) -> RedditPost:
        author = self.authors[number % len(self.authors)] if self.authors else None
        return post(f"{ask.walk}-{number}", subreddit=ask.name, author=author)

    def _of_author(self, name: str) -> list[RedditPost]:
        return [post(f"{name}-{n}", subreddit=f"{name}_{n % 2}", author=name) for n in range(4)]

    def asked_for(self, walk: Walk) -> list[Ask]:
        return [ask for ask in self.asked if ask.walk is walk]


def _part_of(ask: Ask, length: int) -> tuple[slice, str | None]:
    """Which of so many posts are answered with, and the cursor to what follows."""
    start = int(ask.after or 0)
    end = min(start + min(ask.limit, PER_PAGE), length)
    return slice(start, end), str(end) if end < length else None


class FakeSeen:
    """What is remembered, for ever fresh."""

    def __init__(self) -> None:
        self.kept: dict[str, Findings] = {}
        self.before: Callable[[], None] = lambda: None

    async def fresh(self, name: str) -> Findings | None:
        return self.kept.get(name.lower())

    async def remember(self, findings: Findings) -> None:
        self.before()
        self.kept[findings.name.lower()] = findings


class FakeWindowBudget(FakeBudget):
    """Also hears what is left of a window."""

    def __init__(self) -> None:
        super().__init__()
        self.observed: list[tuple[float, float, float]] = []

    async def observe(self, remaining: float, reset_s: float, now: float) -> None:
        self.observed.append((remaining, reset_s, now))


@dataclass
class World:
    """Everything a request meets. `deliver` is one delivery of it."""

    reddit: FakeReddit = field(default_factory=FakeReddit)
    store: FakeProgressStore[Progress] = field(default_factory=lambda: FakeProgressStore(Progress))
    budget: FakeWindowBudget = field(default_factory=FakeWindowBudget)
    breaker: Breaker = field(default_factory=Breaker)
    tracker: RecordingTracker = field(default_factory=RecordingTracker)
    seen: FakeSeen = field(default_factory=FakeSeen)
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
        identity = Identity(service="reddit-ingest", instance="i")
        return Caller(
            self.reddit,
            budget=self.budget,
            breaker=self.breaker,
            permission=self.permission,
            ledger=Ledger(self.tracker, identity, provider="reddit", cost_usd=0.0),
            patience=Patience(empty_pauses_s=(), not_repeated=NOT_REPEATED),
            heed=HeedWindow(self.budget),
            clock=NOW.timestamp,
            sleep=self.sleep,
        )

    async def deliver(
        self,
        kind: Kind = Kind.SUBREDDIT_SCAN,
        *,
        attempt: int = 1,
        posts: int = 30,
        authors: int = 0,
        **more: Any,
    ) -> None:
        request = request_of(kind=kind, depth=Depth(posts=posts, authors=authors), **more)
        await fetch_target(
            delivery_of(request, attempt),
            store=self.store,
            caller=self.caller(),
            publish=self.publish,
            tracking=self.tracker,
            seen=self.seen,
            holder="i",
            clock=NOW.timestamp,
        )

    @property
    def pages(self) -> list[RedditPage]:
        return [event for event in self.content.values() if isinstance(event, RedditPage)]

    @property
    def markers(self) -> list[FetchFinished]:
        return [event for event in self.content.values() if isinstance(event, FetchFinished)]

    @property
    def marker(self) -> FetchFinished:
        return self.markers[-1]

    @property
    def counting(self) -> list[RedditPage]:
        """The pages that the last marker names."""
        return [page for page in self.pages if page.key in self.marker.pages]

    def counted(self, walk: Walk) -> list[str]:
        """The ids of the posts on the pages that count, in order."""
        return [one.id for page in self.counting if page.walk is walk for one in page.posts]

    def found(self) -> set[tuple[str, str]]:
        """The communities that the pages that count tell of, and by whom."""
        return {(one.name, one.via_user) for page in self.counting for one in page.found}


def request_of(**changes: Any) -> CreatorRequested:
    plain = CreatorRequested(
        request_id="r",
        correlation_id="c",
        drive=1,
        kind=Kind.SUBREDDIT_SCAN,
        platform=Platform.REDDIT,
        target="pics",
        requested_at=NOW,
    )
    return msgspec.structs.replace(plain, **changes)


def delivery_of(request: CreatorRequested, attempt: int = 1) -> Delivery[CreatorRequested]:
    return Delivery(
        durable=REDDIT_NOW,
        event=request,
        msg=cast("Msg", None),
        headers={},
        stream="REQUESTS",
        seq=1,
        attempt=attempt,
        stored_at=NOW,
    )
