"""Run the Reddit ingest: ``python -m b9_reddit_ingest``."""

from contextlib import AsyncExitStack
from functools import partial

from b9_common.admission import Admission
from b9_common.breaker import Breaker
from b9_common.budget import BudgetLease, budget_kv
from b9_common.control import ControlView
from b9_common.events import CreatorRequested, Platform
from b9_common.fetching.calling import Caller
from b9_common.fetching.gate import Gate
from b9_common.fetching.publishing import ContentPublisher
from b9_common.fetching.report import report_of, watch_breaker
from b9_common.fetching.telling import Ledger
from b9_common.kv import TypedKv
from b9_common.messaging import Consumer, Puller, Source, each
from b9_common.service import App, run_service
from b9_common.topology import (
    BUDGET,
    CONTENT,
    CONTROL,
    PROGRESS,
    REDDIT_LATER,
    REDDIT_NOW,
    SEEN,
    TRACK,
)
from b9_common.topology_verify import verify
from b9_common.tracking import Tracker
from b9_reddit_ingest.adapters.door import RedditDoor
from b9_reddit_ingest.adapters.seen import SeenInBucket
from b9_reddit_ingest.assets import assets_of
from b9_reddit_ingest.handler import fetch_target
from b9_reddit_ingest.progress import Progress
from b9_reddit_ingest.seen import Findings
from b9_reddit_ingest.settings import Settings
from b9_reddit_ingest.window import HeedWindow


async def main(app: App[Settings]) -> None:
    """Fetch what is requested, `now` before `later`, until asked to stop."""
    settings = app.settings
    async with AsyncExitStack() as stack:
        broker = await stack.enter_async_context(app.broker())
        used = (REDDIT_NOW, REDDIT_LATER, CONTENT, TRACK, CONTROL, BUDGET, PROGRESS, SEEN)
        await verify(broker, *used, replicas=app.shared.nats_replicas)
        upstream = await stack.enter_async_context(RedditDoor.connect(settings))
        control = await stack.enter_async_context(ControlView.of(broker).watch())
        tracker = Tracker(broker, app.identity)
        await stack.enter_async_context(tracker.running())
        budget = BudgetLease(budget_kv(broker), settings.provider)
        breaker = Breaker()
        gate = Gate(
            Platform.REDDIT,
            paid=False,
            control=control,
            breaker=breaker,
            budget=budget,
            room=Admission(broker),
            stop=app.stop,
        )
        caller = Caller(
            upstream,
            budget=budget,
            breaker=breaker,
            permission=gate.permission,
            ledger=Ledger(tracker, app.identity, provider=settings.provider, cost_usd=0.0),
            patience=settings.patience,
            heed=HeedWindow(budget),
        )
        handle = partial(
            fetch_target,
            store=TypedKv(broker, PROGRESS, Progress),
            caller=caller,
            publish=ContentPublisher(broker),
            tracking=tracker,
            seen=SeenInBucket(TypedKv(broker, SEEN, Findings), fresh_s=settings.author_fresh_s),
            holder=app.identity.instance,
            assets=partial(assets_of, extra_origins=frozenset(settings.media_origins)),
            bots=settings.bots,
        )
        source = Source([Puller(broker, REDDIT_NOW), Puller(broker, REDDIT_LATER)])
        consumer = Consumer(
            broker,
            source,
            each(handle),
            CreatorRequested,
            concurrency=settings.concurrent_requests,
            reserved=settings.reserved_for_now,
            gate=gate,
            touch=app.health.progress("consumer").touch,
            alarm=partial(app.health.alarm, "consumer"),
        )
        app.report = partial(report_of, consumer, breaker, budget)
        await stack.enter_async_context(watch_breaker(breaker, app.health, settings.host))
        stack.push_async_callback(source.close)
        await consumer.run(app.stop)


if __name__ == "__main__":
    run_service("reddit-ingest", Settings, main)
