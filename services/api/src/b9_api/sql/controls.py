"""What people switched, and what they allow to be spent."""

from typing import Final

SWITCHES: Final = """
SELECT script_name, script_type, enabled, reason, version, updated_at, updated_by
  FROM system_control ORDER BY script_name
"""

LOCK_SWITCH: Final = """
SELECT enabled, reason, version FROM system_control WHERE script_name = $1 FOR UPDATE
"""

SWITCH: Final = """
UPDATE system_control
   SET enabled = $2, reason = $3, version = version + 1, updated_at = now(), updated_by = $4
 WHERE script_name = $1
RETURNING script_name, script_type, enabled, reason, version, updated_at, updated_by
"""

# A higher version lifts the stop that workers put up when a provider refused them.
LIFT_STOPS: Final = "UPDATE providers SET version = version + 1, updated_at = now()"

# The broker knows a newer decision than a database that has fallen back.
ADOPT: Final = """
UPDATE system_control
   SET enabled = $2, reason = $3, version = $4, updated_at = now(), updated_by = 'dispatcher'
 WHERE script_name = $1 AND version < $4
RETURNING version
"""

PROVIDERS: Final = """
SELECT provider, platform, rate_per_s, pace, burst, daily_cap, price_usd::float8 AS price_usd,
       version,
       to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS today,
       (SELECT count(*) FROM api_calls
         WHERE api_calls.provider = providers.provider
           AND at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
       ) AS calls_today,
       (SELECT coalesce(sum(cost_usd), 0)::float8 FROM api_calls
         WHERE api_calls.provider = providers.provider
           AND at >= date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
       ) AS cost_today_usd
  FROM providers ORDER BY provider
"""

STORE_ID: Final = "SELECT store_id FROM broker_state"

REMEMBER_STORE: Final = """
UPDATE broker_state
   SET store_id = $1, restored_at = CASE WHEN store_id = '' THEN restored_at ELSE now() END
"""
