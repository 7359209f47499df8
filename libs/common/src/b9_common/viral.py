"""When an item of Instagram went viral. Whoever judges and whoever tells of it mean the same."""

from typing import Final

# A reel by its views, a post by its likes and comments together: at least so many, and so many
# times what is usual of the creator's own, which is the mean of those that a full look has.
MIN_VIEWS: Final = 50_000
MIN_ENGAGEMENT: Final = 1_000
MULTIPLIER: Final = 5.0
REELS: Final = 90
POSTS: Final = 30
