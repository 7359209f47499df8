"""Names of Reddit in requests: the one spelling, or a refusal that names the field."""

from b9_api.http.problems import invalid
from b9_api.names import InvalidNameError
from b9_api.reddit_names import normalise_reddit_user, normalise_subreddit


def subreddit_name(field: str, typed: str) -> str:
    """The community that *typed* names; refuses what cannot be one, naming *field*."""
    try:
        return normalise_subreddit(typed)
    except InvalidNameError as exc:
        raise invalid(field, "invalid_name", str(exc)) from None


def user_name(field: str, typed: str) -> str:
    """The account that *typed* names; refuses what cannot be one, naming *field*."""
    try:
        return normalise_reddit_user(typed)
    except InvalidNameError as exc:
        raise invalid(field, "invalid_name", str(exc)) from None
