"""Requests that have ended, and what is told of them: nothing of it is to be worked on."""

from typing import Final

from b9_cli.seed.fill import Fill

_STAGES: Final = "ARRAY['accepted', first, 'content', 'rows', 'media', 'analytics']"
# By the request's number alone, so that whatever tells of it agrees.
_IS_INSTAGRAM: Final = "pg_temp.chance({n}, 500, 0.3)"
_FAILED: Final = "pg_temp.chance({n}, 501, 0.07)"

REQUESTS: Final = Fill(
    table="requests",
    number="requests",
    drawn={
        "instagram": _IS_INSTAGRAM.format(n="n"),
        "failed": _FAILED.format(n="n"),
        "partial": "pg_temp.chance(n, 502, 0.04)",
        "place": "pg_temp.skewed(n, 503, pg_temp.creators())",
        "community": "pg_temp.skewed(n, 504, pg_temp.ok_subreddits())",
        "at": "pg_temp.request_at(n)",
        "took": "pg_temp.amount(n, 505, 1, 6) * interval '1 second'",
        "first_time": "pg_temp.chance(n, 506, 0.2)",
    },
    values={
        "id": "pg_temp.request_id(n)",
        "correlation_id": "pg_temp.request_id(n)::text",
        "requested_by": "CASE WHEN first_time THEN pg_temp.word(n, 507) ELSE 'system' END",
        "kind": (
            "CASE WHEN NOT instagram THEN 'subreddit_scan'"
            " WHEN first_time THEN 'creator_add' ELSE 'creator_refresh' END"
        ),
        "kind_group": "'content'",
        "platform": "CASE WHEN instagram THEN 'instagram' ELSE 'reddit' END",
        "target_kind": "CASE WHEN instagram THEN 'creator' ELSE 'subreddit' END",
        "target": (
            "CASE WHEN instagram THEN pg_temp.creator_name(place)"
            " ELSE pg_temp.subreddit_name(community) END"
        ),
        "lane": "CASE WHEN first_time THEN 'now' ELSE 'later' END",
        "human_applied_at": "at",
        "depth_reels": "CASE WHEN instagram THEN 30 ELSE 0 END",
        "depth_posts": "CASE WHEN instagram THEN 10 ELSE 100 END",
        "status": (
            "CASE WHEN failed THEN 'failed' WHEN partial THEN 'partial' ELSE 'completed' END"
        ),
        "owner_id": (
            "CASE WHEN failed THEN NULL WHEN instagram THEN pg_temp.creator_id(place)"
            " ELSE pg_temp.subreddit_id(community) END"
        ),
        "error_code": "CASE WHEN failed THEN 'target_not_found' END",
        "error_message": "CASE WHEN failed THEN 'nobody has this name' END",
        "error_stage": "CASE WHEN failed THEN 'content' END",
        "driven_at": "at",
        "params_at": "at",
        "created_at": "at",
        "started_at": "at + interval '1 second'",
        "finished_at": "at + took",
        "last_event_at": "at + took",
    },
)

STAGES: Final = Fill(
    table="request_stages",
    number="requests",
    drawn={
        "at": "pg_temp.request_at(n)",
        "failed": _FAILED.format(n="n"),
        "first": f"CASE WHEN {_IS_INSTAGRAM.format(n='n')} THEN 'profile' ELSE 'listing' END",
    },
    joined=f"CROSS JOIN LATERAL unnest({_STAGES}) WITH ORDINALITY AS given (stage, seq)",
    values={
        "request_id": "pg_temp.request_id(n)",
        "stage": "stage",
        "seq": "seq",
        "state": "CASE WHEN failed AND seq > 2 THEN 'skipped' ELSE 'done' END",
        "attempt": "1",
        "done_items": "CASE stage WHEN 'rows' THEN 40 WHEN 'media' THEN 60 ELSE 0 END",
        "started_at": "at + seq * interval '1 second'",
        "finished_at": "at + (seq + 1) * interval '1 second'",
    },
)

# One in seven is of one request in two thousand: these have some hundred times as many.
_REQUEST: Final = (
    "CASE WHEN pg_temp.chance(n, 520, 0.15) THEN place - place % 2000 ELSE place END + 1"
)
_PLACE: Final = "n * pg_temp.requests() / (pg_temp.events() + 1)"

EVENTS: Final = Fill(
    table="request_events",
    number="events",
    drawn={"place": _PLACE, "kind": "1 + (pg_temp.dice(n, 521) & 3)::int"},
    values={
        # From the sequence that those to come are numbered from.
        "id": "nextval('request_event_ids')",
        "dedupe_key": "'seed:' || n",
        "request_id": f"pg_temp.request_id({_REQUEST})",
        "at": "pg_temp.request_at(place + 1) + n % 60 * interval '1 second'",
        "type": "(ARRAY['page_fetched', 'rows_stored', 'media_stored', 'stage_changed'])[kind]",
        "stage": "(ARRAY['content', 'rows', 'media', 'content'])[kind]",
        "severity": "CASE WHEN pg_temp.chance(n, 522, 0.02) THEN 'warning' ELSE 'info' END",
        "message": "pg_temp.words(n, 523)",
        "data": "jsonb_build_object('n', n % 50, 'items', 30)",
        "service": "'persister'",
    },
)

CALLS: Final = Fill(
    table="api_calls",
    number="calls",
    drawn={
        "place": "n * pg_temp.requests() / (pg_temp.calls() + 1)",
        "instagram": _IS_INSTAGRAM.format(n="(n * pg_temp.requests() / (pg_temp.calls() + 1) + 1)"),
        "luck": "pg_temp.draw(n, 540)",
    },
    values={
        "call_id": "'seed:' || n",
        "request_id": "pg_temp.request_id(place + 1)",
        "drive": "1",
        "run": "1",
        "leg": "1",
        "walk": "'posts'",
        "n": "n % 5",
        "platform": "CASE WHEN instagram THEN 'instagram' ELSE 'reddit' END",
        "provider": "CASE WHEN instagram THEN 'instagram-looter' ELSE 'reddit' END",
        "endpoint": "CASE WHEN instagram THEN 'reels' ELSE 'listing' END",
        "status": "CASE WHEN luck < 0.01 THEN NULL WHEN luck < 0.04 THEN 500 ELSE 200 END",
        "call_class": (
            "CASE WHEN luck < 0.01 THEN 'timeout' WHEN luck < 0.04 THEN 'upstream_error'"
            " ELSE 'ok' END"
        ),
        "duration_ms": "pg_temp.amount(n, 541, 4, 8)",
        "bytes": "pg_temp.amount(n, 542, 8, 13)",
        "items": "CASE WHEN luck < 0.04 THEN 0 ELSE 30 END",
        "cost_usd": "CASE WHEN instagram THEN 0.0003 ELSE 0 END",
        "service": "CASE WHEN instagram THEN 'instagram-ingest' ELSE 'reddit-ingest' END",
        # None of today: that is what a budget still has to count.
        "at": "pg_temp.request_at(place + 1) - interval '1 day'",
    },
)

EDITS: Final = Fill(
    table="audit_log",
    number="edits",
    drawn={
        "place": "pg_temp.skewed(n, 550, pg_temp.subreddits())",
        "at": "pg_temp.ago(60 * (1 - n::double precision / pg_temp.edits()))",
    },
    # Nothing else tells one edit from another.
    only=(
        "NOT EXISTS (SELECT FROM audit_log AS kept WHERE kept.entity = 'subreddit'"
        " AND kept.entity_id = pg_temp.subreddit_id(place) AND kept.at = drawn.at)"
    ),
    values={
        "at": "at",
        "actor": "pg_temp.word(n & 7, 551)",
        "action": "'edit'",
        "entity": "'subreddit'",
        "entity_id": "pg_temp.subreddit_id(place)",
        "before": "'{\"review\": null}'",
        "after": '\'{"review": "Ok"}\'',
    },
)

FILLS: Final = (REQUESTS, STAGES, EVENTS, CALLS, EDITS)
