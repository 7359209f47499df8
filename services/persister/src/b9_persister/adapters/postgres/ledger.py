"""The ledger of requests: locked last and in id order, then judged by what is committed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
from msgspec import Struct

from b9_common.events import Depth, FetchFinished, Kind, Options, Owner, Walk
from b9_persister.adapters.postgres.database import Connection, Record
from b9_persister.adapters.postgres.sql import ledger as sql
from b9_persister.adapters.postgres.writing import run, write_happenings
from b9_persister.batch import Marker
from b9_persister.completion import (
    RANK,
    Facts,
    PageFacts,
    StageNow,
    Verdict,
    WalkFacts,
    judge,
    page_facts,
    wanted_items,
)
from b9_persister.happenings import Happening, request_ended, request_started, stage_ended

CREATOR_KINDS: Final = frozenset({Kind.CREATOR_ADD, Kind.CREATOR_REFRESH})

_markers: Final = msgspec.json.Decoder(FetchFinished)
_options: Final = msgspec.json.Decoder(Options)


class SeenOwner(Struct, frozen=True):
    """Whose profile a request's page showed, in which drive."""

    drive: int
    owner: Owner
    followers: int | None


class Touched(Struct, frozen=True, kw_only=True):
    """The requests that a batch concerns, and what it brought for them."""

    ids: Sequence[str]
    markers: Sequence[Marker] = ()
    owners: Mapping[str, SeenOwner] = {}
    count_media: bool = False


class Judged(Struct, frozen=True, kw_only=True):
    """A request that the batch brought to a point: all its facts are in."""

    request_id: str
    drive: int
    facts: Facts
    marker: FetchFinished
    whole: bool
    finished: bool


async def settle(connection: Connection, touched: Touched) -> list[Judged]:
    """
    Move the requests of a batch on; those whose end is now due are answered.

    Must be the last step of the transaction: the requests' rows are locked from here to commit,
    so that of two batches the later one sees what the earlier one brought.
    """
    locked = await connection.fetch(sql.LOCK_REQUESTS, sorted(set(touched.ids)))
    requests = {row["id"]: row for row in locked}
    if not requests:
        return []
    markers = await _keep_markers(connection, requests, touched.markers)
    facts = await _facts(connection, requests, markers, count_media=touched.count_media)
    verdicts = {request_id: judge(facts[request_id]) for request_id in requests}
    await _write(connection, requests, facts, verdicts, touched.owners)
    return [
        Judged(
            request_id=request_id,
            drive=facts[request_id].drive,
            facts=facts[request_id],
            marker=marker,
            whole=verdict.whole,
            finished=verdict.finished,
        )
        for request_id, verdict in verdicts.items()
        if (verdict.finished or verdict.whole) and (marker := facts[request_id].marker) is not None
    ]


async def _keep_markers(
    connection: Connection, requests: Mapping[str, Record], markers: Iterable[Marker]
) -> dict[str, FetchFinished]:
    """The marker in force of each request, the batch's own among them; only of this drive."""
    kept: dict[str, FetchFinished] = {}
    for request_id, row in requests.items():
        if row["marker"] is not None and row["marker_drive"] == row["drive"]:
            kept[request_id] = _markers.decode(row["marker"])
    fresh: dict[str, Marker] = {}
    for marker in markers:
        event = marker.event
        if event.request_id not in requests or event.drive != requests[event.request_id]["drive"]:
            continue
        current = kept.get(event.request_id)
        if current is None or (current.run, current.leg) < (event.run, event.leg):
            kept[event.request_id], fresh[event.request_id] = event, marker
    rows = [
        (key, one.text, one.event.drive, one.event.run, one.event.owner and one.event.owner.id)
        for key, one in fresh.items()
    ]
    await run(connection, sql.SET_MARKERS, *rows)
    return kept


async def _facts(
    connection: Connection,
    requests: Mapping[str, Record],
    markers: Mapping[str, FetchFinished],
    *,
    count_media: bool,
) -> dict[str, Facts]:
    ids = list(requests)
    pages = await _pages(connection, ids)
    media = await _media(connection, ids if count_media else list(markers))
    stages: dict[str, dict[str, StageNow]] = {request_id: {} for request_id in ids}
    for row in await connection.fetch(sql.READ_STAGES, ids):
        fields = {key: value for key, value in row.items() if key != "request_id"}
        stages[row["request_id"]][row["stage"]] = msgspec.convert(fields, StageNow)
    return {
        request_id: Facts(
            status=row["status"],
            drive=row["drive"],
            kind=row["kind"],
            wanted_items=wanted_items(row["kind"], _depth(row)),
            mirror=_options.decode(row["options"]).mirror_media,
            full_depth=row["full_depth"],
            pages=pages[request_id],
            marker=markers.get(request_id),
            media=media.get(request_id),
            stages=stages[request_id],
        )
        for request_id, row in requests.items()
    }


async def _pages(connection: Connection, ids: Sequence[str]) -> dict[str, PageFacts]:
    walks: dict[str, list[WalkFacts]] = {request_id: [] for request_id in ids}
    for row in await connection.fetch(sql.PAGE_FACTS, ids):
        fields = {key: value for key, value in row.items() if key != "id"}
        walks[row["id"]].append(msgspec.convert(fields, WalkFacts))
    return {request_id: page_facts(of_request) for request_id, of_request in walks.items()}


def _depth(row: Record) -> Depth:
    return Depth(reels=row["depth_reels"], posts=row["depth_posts"], authors=row["depth_authors"])


async def _media(connection: Connection, ids: Sequence[str]) -> dict[str, dict[str | None, int]]:
    media: dict[str, dict[str | None, int]] = {request_id: {} for request_id in ids}
    if ids:
        for row in await connection.fetch(sql.MEDIA_FACTS, ids):
            media[row["id"]][row["outcome"]] = row["assets"]
    return media


async def _write(
    connection: Connection,
    requests: Mapping[str, Record],
    facts: Mapping[str, Facts],
    verdicts: Mapping[str, Verdict],
    owners: Mapping[str, SeenOwner],
) -> None:
    stages: list[Sequence[Any]] = []
    rows: list[Sequence[Any]] = []
    happenings: list[Happening] = []
    for request_id, verdict in verdicts.items():
        seen = facts[request_id]
        stages += [stage_row(request_id, seen.drive, stage) for stage in verdict.stages]
        rows.append(_request_row(request_id, requests[request_id], seen, verdict, owners))
        happenings += told(request_id, seen, verdict)
    await run(connection, sql.SET_STAGES, *stages)
    await run(connection, sql.SET_REQUESTS, *rows)
    await write_happenings(connection, happenings)


def stage_row(request_id: str, drive: int, stage: StageNow) -> Sequence[Any]:
    """The parameters that `SET_STAGES` takes for one stage."""
    return (
        request_id, stage.stage, stage.state, drive, stage.expected, stage.done, stage.failed,
        stage.reason, stage.error_code,
    )  # fmt: skip


def _request_row(
    request_id: str,
    row: Record,
    facts: Facts,
    verdict: Verdict,
    owners: Mapping[str, SeenOwner],
) -> Sequence[Any]:
    owner_id, followers = None, None
    seen = owners.get(request_id)
    if seen is not None and (seen.drive == row["drive"] or row["owner_id"] is None):
        owner_id, followers = seen.owner.id, seen.followers
    failed = facts.marker if verdict.status == "failed" else None
    return (
        request_id,
        verdict.status,
        owner_id,
        followers,
        failed and (failed.code or "failed"),
        failed and failed.message,
        failed and ("content" if facts.pages.heads else facts.first_stage),
        msgspec.json.encode(result_of(facts)).decode(),
    )


def result_of(facts: Facts) -> dict[str, Any]:
    """What a request has brought so far, for those who ask."""
    pages = facts.pages
    result: dict[str, Any] = {
        "pages": pages.booked,
        "announced": pages.announced,
        "stored": pages.stored,
        "rejected": pages.rejected,
        **brought(facts.kind, pages.accepted),
    }
    if facts.media is not None:
        result["assets"] = {key or "awaited": number for key, number in facts.media.items()}
    return result


def brought(kind: str, accepted: Mapping[str, int]) -> dict[str, int]:
    """The items of each list; of Reddit's lists also what they come to."""
    if kind in CREATOR_KINDS:
        return {walk: accepted.get(walk, 0) for walk in (Walk.REELS, Walk.POSTS)}
    posts = sum(accepted.get(walk, 0) for walk in (Walk.HOT, Walk.TOP, Walk.SUBMITTED))
    return {**accepted, "posts": posts}


def told(request_id: str, facts: Facts, verdict: Verdict) -> list[Happening]:
    """What there is to tell of a verdict."""
    happenings = []
    if facts.status == "queued" and verdict.status is not None:
        happenings.append(request_started(request_id))
    happenings += [
        stage_ended(
            request_id, facts.drive, one.stage, one.state, done=one.done, failed=one.failed,
            code=one.error_code,
        )
        for one in verdict.stages
        if RANK[one.state] == RANK["done"] and facts.stages[one.stage].state != one.state
    ]  # fmt: skip
    if verdict.status == "failed" and facts.marker is not None:
        happenings.append(
            request_ended(request_id, facts.drive, "failed", facts.marker.code or "failed")
        )
    return happenings
