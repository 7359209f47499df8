"""
What rows are made of: SQL functions of a row's number, for the session that makes them.

Nothing is random: a value is the hash of a row's number, of what is drawn, and of the seed.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from b9_cli.seed.sizes import Sizes

# Coprime to every number of rows there can be: owners do not lie in the table in the order of
# how much they own.
SPREAD: Final = 1_000_000_007
WORDS: Final = (
    "amber", "anchor", "aspen", "autumn", "basil", "birch", "bramble", "brook", "candle", "cedar",
    "cinder", "clover", "cobalt", "copper", "coral", "cotton", "dawn", "delta", "drift", "dune",
    "ember", "fable", "fern", "flint", "garnet", "ginger", "glacier", "harbor", "hazel", "heron",
    "hollow", "indigo", "iris", "ivory", "jasper", "juniper", "kettle", "lantern", "larch", "linen",
    "maple", "marble", "meadow", "mellow", "mosaic", "nectar", "oak", "opal", "orchid", "pebble",
    "pepper", "pine", "quartz", "raven", "river", "saffron", "silver", "sparrow", "tundra",
    "velvet", "violet", "walnut", "willow", "zephyr",
)  # fmt: skip

# Taken in place by the planner, so that a row costs no call.
FUNCTION: Final = "CREATE OR REPLACE FUNCTION pg_temp.{head} {kind} LANGUAGE sql RETURN {body}"

DRAWS: Final = {
    # What every other draw begins with.
    "dice(n bigint, what int) RETURNS bigint": "hashint8extended(n, {seed} + what)",
    # From 0 up to 1, evenly.
    "draw(n bigint, what int) RETURNS double precision": (
        "(pg_temp.dice(n, what) & 9007199254740991)::double precision"
        " / 9007199254740992::double precision"
    ),
    "chance(n bigint, what int, share double precision) RETURNS boolean": (
        "pg_temp.draw(n, what) < share"
    ),
    # From 0 up to *many*. Few are drawn very often: the first some hundred times the mean.
    "skewed(n bigint, what int, many bigint) RETURNS bigint": (
        "floor(many * power(pg_temp.draw(n, what), 2))::bigint"
    ),
    # Between e^low and e^high; as many have one digit as have two, or three.
    "amount(n bigint, what int, low float8, high float8) RETURNS bigint": (
        "exp(low + (high - low) * pg_temp.draw(n, what))::bigint"
    ),
    "word(n bigint, what int) RETURNS text": ("({words})[1 + (pg_temp.dice(n, what) & 63)::int]"),
    "words(n bigint, what int) RETURNS text": (
        "pg_temp.word(n, what) || ' ' || pg_temp.word(n, what + 1) || ' ' ||"
        " pg_temp.word(n, what + 2) || ' ' || pg_temp.word(n, what + 3)"
    ),
    "at_place(n bigint, many bigint) RETURNS bigint": "n * {spread} % many",
    "ago(days double precision) RETURNS timestamptz": (
        "'{now}'::timestamptz - days * interval '24 hours'"
    ),
    "creator_id(place bigint) RETURNS text": "(880000000000 + place)::text",
    "creator_name(place bigint) RETURNS text": (
        "pg_temp.word(place, 1) || '.' || pg_temp.word(place, 2) || place"
    ),
    "followers(place bigint) RETURNS bigint": "pg_temp.amount(place, 3, 6, 16)",
    "subreddit_id(place bigint) RETURNS text": "'5eed' || to_hex(place)",
    "is_feed(place bigint) RETURNS boolean": (
        "place >= {ok_subreddits} AND pg_temp.chance(place, 4, 0.16)"
    ),
    "subreddit_name(place bigint) RETURNS text": (
        "CASE WHEN pg_temp.is_feed(place) THEN 'u_' ELSE '' END"
        " || pg_temp.word(place, 5) || '_' || pg_temp.word(place, 6) || place"
    ),
    "user_id(place bigint) RETURNS text": "'5eed' || to_hex(place)",
    "user_name(place bigint) RETURNS text": (
        "pg_temp.word(place, 7) || '-' || pg_temp.word(place, 8) || place"
    ),
    "request_id(n bigint) RETURNS uuid": "md5('seed ' || {seed} || ' ' || n)::uuid",
    # When request *n* was accepted: in the order of their numbers, younger than events are kept.
    "request_at(n bigint) RETURNS timestamptz": (
        "pg_temp.ago(0.1 + 25 * (1 - n::double precision / {requests}))"
    ),
}


def functions(sizes: Sizes, seed: int, now: datetime) -> Iterator[str]:
    """Statements that make every function for this session: the draws, and each size by name."""
    given = {
        "seed": seed,
        "now": now.isoformat(),
        "spread": SPREAD,
        "words": "ARRAY[" + ", ".join(f"'{word}'" for word in WORDS) + "]",
        **sizes.all,
    }
    for name, size in sizes.all.items():
        yield FUNCTION.format(head=f"{name}() RETURNS bigint", kind="IMMUTABLE", body=size)
    for head, body in DRAWS.items():
        kind = "STABLE" if "timestamptz" in head else "IMMUTABLE"
        yield FUNCTION.format(head=head, kind=kind, body=body.format(**given))
