"""Applies what a person asked for with a request, once its target is known."""

from typing import Any, Final

import msgspec
from msgspec import Struct

from b9_api.adapters.database import Connection, Database, Record
from b9_api.commands import json_text
from b9_api.dispatcher.lease import Lease
from b9_api.editing.spelling import spell_out
from b9_api.sql import driving, human_reddit
from b9_api.sql import human as sql

AT_ONCE: Final = 100


class Decision(Struct, frozen=True, kw_only=True):
    """
    Decisions about one kind of target.

    *lock* keeps the target from everybody else. *apply* takes its id and the values of *words*,
    and then who decided where the table remembers that; it returns each word before and after
    where anything changed. What was decided after the wish was given stands.
    """

    entity: str
    action: str
    pending: str
    lock: str
    apply: str
    words: tuple[str, ...]
    with_actor: bool = False


DECISIONS: Final = (
    Decision(
        entity="instagram_creator",
        action="creator.decided",
        pending=sql.PENDING,
        lock=sql.LOCK,
        apply=sql.APPLY,
        words=("review_status", "niche"),
        with_actor=True,
    ),
    Decision(
        entity="reddit_subreddit",
        action="subreddit.decided",
        pending=human_reddit.PENDING_SUBREDDITS,
        lock=human_reddit.LOCK_SUBREDDIT,
        apply=human_reddit.APPLY_SUBREDDIT,
        words=("mirror_media",),
    ),
    Decision(
        entity="reddit_user",
        action="user.decided",
        pending=human_reddit.PENDING_USERS,
        lock=human_reddit.LOCK_USER,
        apply=human_reddit.APPLY_USER,
        words=("our_creator",),
    ),
)


class HumanParameters:
    """Writes under the gateway's role, which alone may; a machine's role is refused."""

    def __init__(self, database: Database, lease: Lease) -> None:
        self._database = database
        self._lease = lease

    async def turn(self) -> int:
        """Apply what is due; how many requests that were."""
        done = 0
        for decision in DECISIONS:
            pending = await self._database.fetch(decision.pending, AT_ONCE)
            for request in pending:
                async with self._lease.transaction() as connection:
                    await _apply(connection, decision, request)
            done += len(pending)
        async with self._lease.transaction() as connection:
            await connection.execute(sql.LET_GO)
        return done


async def _apply(connection: Connection, decision: Decision, request: Record) -> None:
    given: dict[str, Any] = msgspec.json.decode(request["params"])
    if given.get("niche"):
        given["niche"] = await spell_out(connection, given["niche"], request["requested_by"])
    await connection.execute(decision.lock, request["owner_id"])
    since = await connection.fetch(
        sql.DECIDED_SINCE, decision.entity, request["owner_id"], request["params_at"]
    )
    decided = {row["field"] for row in since}
    values = [None if word in decided else given.get(word) for word in decision.words]
    actor = [request["requested_by"]] if decision.with_actor else []
    changed = await connection.fetchrow(decision.apply, request["owner_id"], *values, *actor)
    if changed is not None:
        await _audit(connection, decision, request, changed)
    await connection.execute(sql.MARK, request["id"], request["params"])


async def _audit(
    connection: Connection, decision: Decision, request: Record, changed: Record
) -> None:
    before = {word: changed[f"{word}_before"] for word in decision.words}
    after = {word: changed[word] for word in decision.words}
    await connection.execute(
        driving.AUDIT,
        request["requested_by"],
        decision.action,
        decision.entity,
        request["owner_id"],
        json_text(before),
        json_text(after),
        request["id"],
        request["org_id"],
    )
