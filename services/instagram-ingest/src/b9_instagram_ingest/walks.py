"""The walks of one creator: the profile, and the pages of both lists."""

from functools import partial

import msgspec

from b9_common.events import ContentPage, Owner, StageState, Walk
from b9_common.fetching.errors import TargetError
from b9_common.fetching.parts import parts_of
from b9_common.fetching.progress import WalkProgress
from b9_common.fetching.telling import PROFILE
from b9_common.fetching.walking import Walking, keys_of
from b9_common.metrics import Counter, count
from b9_instagram_ingest.assets import assets_of, profile_assets
from b9_instagram_ingest.paging import count_to_ask, take
from b9_instagram_ingest.ports import Ask, Reply
from b9_instagram_ingest.progress import Progress


class Walker(Walking[Ask, Reply, Progress]):
    """See `Walking`."""

    async def profile(self) -> None:
        """
        Fetch and confirm the profile, unless that was done before.

        Raises `TargetError` where there is none or it was given up, `WaitError` when the world is
        in the way.
        """
        before = self.hold.progress.walk(Walk.PROFILE)
        if before.code is not None:
            raise TargetError(before.code)
        if before.is_done(1):
            return
        self.tell(PROFILE, StageState.STARTED)
        ask = Ask(walk=Walk.PROFILE, username=self.request.target)
        reply = await self.caller.call(ask, self.errand(0, PROFILE))
        profile = reply.page.profile if reply.page else None
        if profile is None:
            raise TargetError("malformed", "an answer without a profile")
        owner = Owner(id=profile.id, username=profile.username)
        page = self.stamped(
            ContentPage,
            walk=Walk.PROFILE,
            n=0,
            owner=owner,
            observed_at=reply.observed_at,
            profile=profile,
            assets=profile_assets(profile) if self.request.options.mirror_media else (),
        )
        await self.publish(page)
        done = WalkProgress(n=1, have=1, announced=1, ended=True)
        await self.hold.change(
            lambda progress: msgspec.structs.replace(
                progress.with_walk(Walk.PROFILE, done),
                owner=owner,
                is_private=bool(profile.is_private),
                followers=profile.followers_count,
                media_count=profile.media_count,
                pages=(*progress.pages, page.key),
            )
        )
        count(Counter.PAGES, walk=Walk.PROFILE)

    async def list(self, walk: Walk, wanted: int) -> None:
        """Walk one list; raises as `pages` does."""

        def ask(state: WalkProgress) -> Ask:
            owner, number = self.hold.progress.owner, count_to_ask(state, wanted)
            return Ask(walk=walk, owner=owner, count=number, cursor=state.cursor)

        await self.pages(walk, wanted, ask, partial(self._confirm, walk, wanted))

    async def _confirm(self, walk: Walk, wanted: int, reply: Reply) -> None:
        """Publish the news of a page, then checkpoint it."""
        before, owner = self.hold.progress.walk(walk), self.hold.progress.owner
        if reply.page is None or owner is None:
            raise AssertionError("a walk without owner or page")
        step = take(before, reply.page, wanted, frozenset(self.request.known_ids))
        page = self.stamped(
            ContentPage,
            walk=walk,
            n=before.n,
            owner=owner,
            observed_at=reply.observed_at,
            items=tuple(item for item in reply.page.items if item.media_pk in step.fresh),
            rejected=reply.page.rejected,
        )
        mirror = self.request.options.mirror_media
        parts = parts_of(page, "items", lambda item: assets_of(item, walk) if mirror else ())
        parts = parts if page.announced else ()
        for part in parts:
            await self.publish(part)

        def checkpointed(progress: Progress) -> Progress:
            changed = progress.with_walk(walk, step.after)
            keys = progress.pages + keys_of(parts)
            return msgspec.structs.replace(changed, pages=keys, waits=0)

        await self.hold.change(checkpointed)
        count(Counter.PAGES, walk=walk)
        count(Counter.ITEMS, len(page.items), walk=walk, result="accepted")
        count(Counter.ITEMS, len(page.rejected), walk=walk, result="rejected")
