"""Whose posts a discovery looks at, and the communities it finds there. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, zip_longest
from typing import Final

from b9_common.events import FoundSubreddit, RedditPost
from b9_reddit_ingest.progress import Author

# Reddit's own, and those met most; more by the setting.
KNOWN_BOTS: Final = (
    "AutoModerator",
    "reddit",
    "RemindMeBot",
    "RepostSleuthBot",
    "sneakpeekbot",
    "WikiTextBot",
    "autowikibot",
    "converter-bot",
    "haikusbot",
    "savevideobot",
    "vredditdownloader",
)
# People are called Talbot or Robot: a bot shows where its name has a seam before the word.
_BOT: Final = re.compile(r"(?:[_-]bot|[a-z0-9_-]Bot|-ModTeam)[0-9]*")
_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_USER_FEED: Final = "u_"


class Choosing:
    """Chooses *wanted* authors of a discovery."""

    def __init__(self, wanted: int, bots: Iterable[str] = KNOWN_BOTS) -> None:
        self.wanted = wanted
        self._bots = frozenset(name.lower() for name in bots)

    def is_person(self, name: str | None) -> bool:
        """Whether *name* may be a person's: no deleted account, moderator program or known bot."""
        if name is None or not _NAME.fullmatch(name) or name.lower() in self._bots:
            return False
        return not any(found.end() == len(name) for found in _BOT.finditer(name))

    def noted(self, before: tuple[Author, ...], posts: Iterable[RedditPost]) -> tuple[Author, ...]:
        """*before* and the authors of *posts*, each once, as many as could ever be chosen."""
        known = {author.name.lower() for author in before}
        return tuple(islice(self._with(before, posts, known), self.wanted))

    def chosen(self, candidates: Mapping[str, tuple[Author, ...]]) -> tuple[Author, ...]:
        """From each listing in turn: who is new there counts as much as who won."""
        lists = (candidates[walk] for walk in sorted(candidates, reverse=True))
        turns = (author for turn in zip_longest(*lists) for author in turn if author is not None)
        return tuple(islice(_once(turns), self.wanted))

    def _with(
        self, before: tuple[Author, ...], posts: Iterable[RedditPost], known: set[str]
    ) -> Iterator[Author]:
        yield from before
        for post in posts:
            if post.author and self.is_person(post.author) and post.author.lower() not in known:
                known.add(post.author.lower())
                yield Author(name=post.author, id=post.author_id)


def _once(authors: Iterable[Author]) -> Iterator[Author]:
    known: set[str] = set()
    for author in authors:
        if author.name.lower() not in known:
            known.add(author.name.lower())
            yield author


def found_in(
    posts: Iterable[RedditPost], *, via_user: str, via_user_id: str | None
) -> tuple[FoundSubreddit, ...]:
    """Every distinct community that *posts* of one author stand in, by the first as evidence."""
    found: dict[str, FoundSubreddit] = {}
    for post in posts:
        if post.subreddit_id not in found:
            is_feed = post.subreddit_type == "user" or post.subreddit.startswith(_USER_FEED)
            found[post.subreddit_id] = FoundSubreddit(
                id=post.subreddit_id,
                name=post.subreddit,
                is_user_feed=is_feed,
                subscribers=post.subreddit_subscribers,
                via_user=via_user,
                via_user_id=via_user_id,
                post_id=post.id,
            )
    return tuple(found.values())
