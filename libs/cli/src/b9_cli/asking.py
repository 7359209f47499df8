"""What the command ``add`` asks of each platform, and what it shows of the outcome."""

import argparse
from collections.abc import Mapping
from typing import Protocol

from b9_cli.client import Gateway, Json
from b9_cli.running import CommandError


class Asking(Protocol):
    """One platform's way of adding a target."""

    async def ask(self, name: str) -> Json:
        """The request that stands for *name*. Raises `GatewayError`."""
        ...

    async def found(self, target: str) -> list[str]:
        """What is stored of *target*, in a few words each. Raises `GatewayError`."""
        ...


class Creators:
    """Creators of Instagram."""

    def __init__(self, gateway: Gateway, args: argparse.Namespace) -> None:
        self._gateway = gateway
        self._args = args

    async def ask(self, name: str) -> Json:
        """See `Asking`."""
        args = self._args
        return await self._gateway.add(name, niche=args.niche, full=args.full or None)

    async def found(self, target: str) -> list[str]:
        """See `Asking`."""
        creator = await self._gateway.creator(target)
        return _counted(creator, ("reels", "posts"))


class Communities:
    """Communities of Reddit."""

    def __init__(self, gateway: Gateway, args: argparse.Namespace) -> None:
        self._gateway = gateway
        self._args = args

    async def ask(self, name: str) -> Json:
        """See `Asking`. A discovery scans the community too."""
        mirror = self._args.mirror or None
        if self._args.discover:
            bare = name.rstrip("/").rpartition("/")[2]
            return await self._gateway.discover(bare, mirror_media=mirror)
        return await self._gateway.add_subreddit(name, mirror_media=mirror)

    async def found(self, target: str) -> list[str]:
        """See `Asking`."""
        community = await self._gateway.subreddit(target)
        state = (community or {}).get("upstream_state") or ""
        return [state, *_counted(community, ("posts", "authors", "discovered"))]


def asking_of(gateway: Gateway, args: argparse.Namespace) -> Asking:
    """The way of ``args.platform``. Raises `CommandError` for words that are another's."""
    others = {"instagram": ("discover", "mirror"), "reddit": ("niche", "full")}
    wrong = [word for word in others[args.platform] if getattr(args, word)]
    if wrong:
        raise CommandError(f"--{wrong[0]} means nothing for {args.platform}")
    return Communities(gateway, args) if args.platform == "reddit" else Creators(gateway, args)


def _counted(row: Json | None, words: tuple[str, ...]) -> list[str]:
    counts: Json = row["counts"] if row else {}
    media: Mapping[str, int] = counts.get("media", {})
    told = [f"{counts.get(word, 0)} {word}" for word in words]
    return [*told, f"{media.get('stored', 0)} of {sum(media.values())} assets stored"]
