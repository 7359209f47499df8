"""What is known of one file that we keep."""

from typing import Final

# Of a row `a` of media_assets: there is a file to be had. What is only wanted, or gone, is not.
IS_STORED: Final = "a.state = 'stored' AND a.object_key IS NOT NULL"

STORED: Final = f"""
SELECT a.object_key, a.sha256 FROM media_assets AS a WHERE a.asset_key = $1 AND {IS_STORED}
"""  # noqa: S608  constant words
