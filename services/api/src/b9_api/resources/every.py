"""All lists that are read by the engine."""

from typing import Final

from b9_api.lists.resource import Resource
from b9_api.resources.creators import CREATORS
from b9_api.resources.instagram_items import FOLLOWERS, POSTS, REELS
from b9_api.resources.operations import AUDIT, LOGS, MODELS
from b9_api.resources.reddit_posts import REDDIT_POSTS
from b9_api.resources.subreddits import RECOMMENDATIONS, SUBREDDITS
from b9_api.resources.users import ACCOUNTS, USERS

EVERY: Final[tuple[Resource, ...]] = (
    CREATORS,
    REELS,
    POSTS,
    FOLLOWERS,
    SUBREDDITS,
    RECOMMENDATIONS,
    REDDIT_POSTS,
    USERS,
    ACCOUNTS,
    MODELS,
    AUDIT,
    LOGS,
)
