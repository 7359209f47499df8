"""What is known of one file that we keep."""

from typing import Final

STORED: Final = """
SELECT object_key, sha256 FROM media_assets
 WHERE asset_key = $1 AND state = 'stored' AND object_key IS NOT NULL
"""
