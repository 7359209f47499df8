"""Posts that went viral, as the database's functions rank them."""

from typing import Final

# $1, $2: the window and how many of each community; $4: when the list was made, so that its pages
# agree; $5, $6: the last post of the page before. No total limit: a list that ends early would seem
# to be whole.
PAGE: Final = """
SELECT * FROM get_viral_posts_paginated(
    time_range_hours => $1, posts_per_subreddit => $2, page_limit => $3,
    total_limit => 2147483647, as_of => $4, after_score => $5, after_id => $6)
"""

SUMMARY: Final = """
SELECT * FROM get_viral_posts_summary(
    time_range_hours => $1, posts_per_subreddit => $2, as_of => $3)
"""
