"""Writing pages of Reddit: communities, rules, accounts, posts, lineage, and what was said."""

from typing import Final

from b9_persister.adapters.postgres.sql.content import upsert
from b9_persister.reddit.columns import ABOUTS, POSTS, RULES_OF, USERS

UPSERT_ABOUTS: Final = upsert(ABOUTS)
UPSERT_RULES: Final = upsert(RULES_OF)
UPSERT_USERS: Final = upsert(USERS)
UPSERT_POSTS: Final = upsert(POSTS)

# A word about a name and a row of that name may come at once, each unseen by the other: those
# that bring words wait for those that bring rows, and the other way round.
LOCK_WORDS: Final = "SELECT pg_advisory_xact_lock(hashtextextended('reddit_target_states', 0))"
LOCK_ROWS: Final = (
    "SELECT pg_advisory_xact_lock_shared(hashtextextended('reddit_target_states', 0))"
)

UPSERT_STATES: Final = """
INSERT INTO reddit_target_states AS stored (kind, name_lower, observed_at, state, code)
SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[])
    ON CONFLICT (kind, name_lower) DO UPDATE
   SET observed_at = excluded.observed_at, state = excluded.state, code = excluded.code
 WHERE (stored.observed_at, stored.state COLLATE "C")
     < (excluded.observed_at, excluded.state COLLATE "C")
"""

# What of a stub would change: its name while no about page was seen, whether it is a feed
# likewise, and when a discovery first saw it. None of them ever changes back.
_COMMUNITY_CHANGES: Final = """
    (stored.observed_at IS NULL AND (stored.name COLLATE "C" < {of}.name
                                     OR ({of}.is_user_feed AND NOT stored.is_user_feed)))
    OR {of}.found_at < coalesce(stored.discovered_at, 'infinity')"""

# Most communities that a page speaks of are known: those are neither locked nor written.
FIND_MISSING_COMMUNITIES: Final = f"""
SELECT given.id
  FROM unnest($1::text[], $2::text[], $3::boolean[], $4::timestamptz[])
    AS given (id, name, is_user_feed, found_at)
  LEFT JOIN reddit_subreddits AS stored ON stored.subreddit_id = given.id
 WHERE stored.subreddit_id IS NULL OR {_COMMUNITY_CHANGES.format(of="given")}
"""  # noqa: S608 - a constant of this file

# What this transaction is about to change, whichever way it is named.
LOCK_COMMUNITIES: Final = """
SELECT subreddit_id FROM reddit_subreddits
 WHERE subreddit_id = ANY ($1::text[]) OR lower(name) = ANY ($2::text[])
 ORDER BY subreddit_id COLLATE "C" FOR UPDATE
"""

INSERT_COMMUNITIES: Final = f"""
INSERT INTO reddit_subreddits AS stored (subreddit_id, name, is_user_feed, discovered_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::boolean[], $4::timestamptz[])
    ON CONFLICT (subreddit_id) DO UPDATE
   SET name = CASE WHEN stored.observed_at IS NULL
                   THEN greatest(stored.name COLLATE "C", excluded.name COLLATE "C")
                   ELSE stored.name END,
       is_user_feed = stored.is_user_feed
                      OR (stored.observed_at IS NULL AND excluded.is_user_feed),
       discovered_at = least(stored.discovered_at, excluded.discovered_at)
 WHERE {_COMMUNITY_CHANGES.format(of="excluded").replace(".found_at", ".discovered_at")}
"""  # noqa: S608 - as above

FIND_MISSING_USERS: Final = """
SELECT given.id
  FROM unnest($1::text[], $2::text[]) AS given (id, username)
  LEFT JOIN reddit_users AS stored ON stored.reddit_id = given.id
 WHERE stored.reddit_id IS NULL
    OR (stored.observed_at IS NULL AND stored.username COLLATE "C" < given.username)
"""

LOCK_USERS: Final = """
SELECT reddit_id FROM reddit_users
 WHERE reddit_id = ANY ($1::text[]) OR lower(username) = ANY ($2::text[])
 ORDER BY reddit_id COLLATE "C" FOR UPDATE
"""

INSERT_USERS: Final = """
INSERT INTO reddit_users AS stored (reddit_id, username)
SELECT * FROM unnest($1::text[], $2::text[])
    ON CONFLICT (reddit_id) DO UPDATE SET username = excluded.username
 WHERE stored.observed_at IS NULL AND stored.username COLLATE "C" < excluded.username
"""


def tell(table: str, name: str, kind: str) -> str:
    """Give the rows of these names what was last said of them; a stub may have had another name."""
    said = f"""(SELECT said.state FROM reddit_target_states AS said
               WHERE said.kind = '{kind}' AND said.name_lower = lower(stored.{name}))"""  # noqa: S608 - our own names
    return f"""
UPDATE {table} AS stored SET upstream_state = {said}, updated_at = now()
 WHERE lower(stored.{name}) = ANY ($1::text[]) AND stored.upstream_state IS DISTINCT FROM {said}
"""  # noqa: S608 - our own table names


TELL_COMMUNITIES: Final = tell("reddit_subreddits", "name", "subreddit")
TELL_USERS: Final = tell("reddit_users", "username", "user")

# The evidence is that of the first sight; what is equal in time is told apart by its text.
INSERT_DISCOVERIES: Final = """
INSERT INTO subreddit_discoveries AS stored
       (subreddit_id, source_id, via_user, via_user_id, post_id, request_id, first_seen_at,
        last_seen_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::uuid[],
                     $7::timestamptz[], $8::timestamptz[])
    ON CONFLICT (subreddit_id, source_id, via_user) DO UPDATE
   SET (post_id, request_id, first_seen_at) = (
           SELECT post_id, request_id, first_seen_at
             FROM (VALUES (stored.post_id, stored.request_id, stored.first_seen_at),
                          (excluded.post_id, excluded.request_id, excluded.first_seen_at))
               AS sight (post_id, request_id, first_seen_at)
            ORDER BY first_seen_at, post_id COLLATE "C", request_id LIMIT 1),
       via_user_id = greatest(stored.via_user_id COLLATE "C", excluded.via_user_id COLLATE "C"),
       last_seen_at = greatest(stored.last_seen_at, excluded.last_seen_at)
"""
