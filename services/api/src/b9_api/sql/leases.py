"""Who leads: one row, judged by the database's clock alone."""

from typing import Final

TAKE: Final = """
UPDATE leases
   SET holder = $2, epoch = epoch + 1, expires_at = clock_timestamp() + $3::interval
 WHERE name = $1 AND expires_at < clock_timestamp()
RETURNING epoch
"""

RENEW: Final = """
UPDATE leases SET expires_at = clock_timestamp() + $4::interval
 WHERE name = $1 AND holder = $2 AND epoch = $3 AND expires_at > clock_timestamp()
RETURNING epoch
"""

RELEASE: Final = """
UPDATE leases SET expires_at = '-infinity' WHERE name = $1 AND holder = $2 AND epoch = $3
"""

# Held until the transaction ends: nobody can take the lease while its work is being committed.
STILL_MINE: Final = """
SELECT epoch FROM leases
 WHERE name = $1 AND holder = $2 AND epoch = $3 AND expires_at > clock_timestamp()
   FOR SHARE
"""
