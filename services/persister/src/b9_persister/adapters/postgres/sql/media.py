"""Outcomes of assets: what we hold never falls, and each request's own account of it."""

from typing import Final

from b9_common.events import AssetState

_STATES: Final = ",".join(f"'{state}'" for state in AssetState)
_RANK: Final = f"array_position(ARRAY[{_STATES}], {{}})"
_BEST: Final = (
    "({rank}, coalesce({of}.outcome_observed_at, '-infinity'),"
    " coalesce({of}.sha256, '') COLLATE \"C\", coalesce({of}.reason, '') COLLATE \"C\")"
)
_NEWEST: Final = '({of}.source_observed_at, {of}.source_url COLLATE "C")'

_SOURCE: Final = ("owner_id", "source_url", "source_expires_at", "source_observed_at")
_OUTCOME: Final = ("state", "sha256", "reason", "outcome_observed_at")
# Not every outcome of the same bytes tells everything about them.
_OBJECT: Final = ("object_key", "bytes", "content_type", "width", "height")


def _better(form: str) -> str:
    def of(row: str) -> str:
        return form.format(of=row, rank=_RANK.format(f"{row}.state"))

    return f"{of('stored')} < {of('excluded')}"


def _changes() -> str:
    newer, better = _better(_NEWEST), _better(_BEST)
    same = "stored.sha256 = excluded.sha256"
    changes = [
        f"{name} = CASE WHEN {newer} THEN excluded.{name} ELSE stored.{name} END"
        for name in _SOURCE
    ]
    changes += [
        f"{name} = CASE WHEN {better} THEN excluded.{name} ELSE stored.{name} END"
        for name in _OUTCOME
    ]
    changes += [
        f"{name} = CASE WHEN {better}"
        f" THEN coalesce(excluded.{name}, CASE WHEN {same} THEN stored.{name} END)"
        f" ELSE coalesce(stored.{name}, CASE WHEN {same} THEN excluded.{name} END) END"
        for name in _OBJECT
    ]
    return ",\n       ".join(changes)


# An outcome may come before the page that named its asset: it makes the row as the page would.
UPSERT_OUTCOMES: Final = f"""
INSERT INTO media_assets AS stored
       (asset_key, platform, media_id, kind, index, owner_id, source_url, source_expires_at,
        source_observed_at, state, object_key, bytes, sha256, content_type, width, height, reason,
        outcome_observed_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[],
                     $7::text[], $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[],
                     $12::bigint[], $13::text[], $14::text[], $15::int[], $16::int[], $17::text[],
                     $18::timestamptz[])
    ON CONFLICT (asset_key) DO UPDATE
   SET {_changes()}
"""  # noqa: S608 - made of our own column names

_OUTCOME_RANK: Final = (
    "array_position(ARRAY['failed','gone','too_large','rejected','already_stored','stored'], {})"
)

UPSERT_REQUEST_ASSETS: Final = f"""
INSERT INTO request_assets AS stored
       (request_id, run, asset_key, outcome, reason, bytes, finished_at)
SELECT * FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                     $7::timestamptz[])
    ON CONFLICT (request_id, run, asset_key) DO UPDATE
   SET outcome = excluded.outcome, reason = excluded.reason, bytes = excluded.bytes,
       finished_at = excluded.finished_at
 WHERE ({_OUTCOME_RANK.format("stored.outcome")}, stored.finished_at)
     < ({_OUTCOME_RANK.format("excluded.outcome")}, excluded.finished_at)
"""  # noqa: S608 - as above
