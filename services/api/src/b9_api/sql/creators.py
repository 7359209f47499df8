"""How much is stored of one creator."""

from typing import Final

COUNTS: Final = """
SELECT (SELECT count(*) FROM instagram_reels WHERE creator_id = $1) AS reels,
       (SELECT count(*) FROM instagram_posts WHERE creator_id = $1) AS posts,
       (SELECT count(*) FROM instagram_follower_history WHERE creator_id = $1) AS follower_history
"""

MEDIA: Final = """
SELECT state, count(*) AS assets FROM media_assets
 WHERE platform = 'instagram' AND owner_id = $1 GROUP BY state ORDER BY state
"""
