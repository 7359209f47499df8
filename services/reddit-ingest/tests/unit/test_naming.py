import asyncio

import pytest
from reddit_fakes import NOW, page_of, post

from b9_common.errors import OutageError
from b9_common.events import Owner, RedditUser, Subreddit, Walk
from b9_common.fetching.errors import TargetError, WaitError
from b9_reddit_ingest.naming import Naming, owner_of
from b9_reddit_ingest.page import Page

PICS = Owner(id="1", username="pics")


async def test_those_that_wait_go_on_once_it_is_told() -> None:
    naming = Naming(None, [Walk.ABOUT, Walk.HOT])
    waiting = asyncio.create_task(naming.owner())
    await asyncio.sleep(0)
    naming.silent(Walk.HOT)
    await asyncio.sleep(0)
    early = waiting.done()

    naming.tell(PICS)
    naming.tell(Owner(id="2", username="other"))

    assert not early
    assert await waiting == PICS


async def test_nobody_waits_for_an_owner_that_is_known() -> None:
    assert await Naming(PICS, [Walk.ABOUT]).owner() == PICS


async def test_once_all_were_silent_there_is_none() -> None:
    naming = Naming(None, [Walk.ABOUT, Walk.HOT])
    naming.silent(Walk.ABOUT, TargetError("target_private"))
    naming.silent(Walk.HOT)

    assert await naming.owner() is None


@pytest.mark.parametrize("error", [WaitError("timeout", NOW), OutageError("stopping")])
async def test_what_cut_a_teller_short_is_raised_so_that_nothing_is_given_up(
    error: Exception,
) -> None:
    naming = Naming(None, [Walk.ABOUT])
    naming.silent(Walk.ABOUT, error)

    with pytest.raises(type(error)):
        await naming.owner()


def test_about_profile_and_posts_tell_whose_they_are() -> None:
    about = Page(subreddit=Subreddit(id="1", name="pics"))
    profile = Page(user=RedditUser(id="7", username="anna"))
    hot = page_of([post("a", subreddit="Elsewhere"), post("b", subreddit="PICS")]).page
    own = page_of([post("a", author_id=None), post("b", author="Anna")]).page
    assert hot is not None
    assert own is not None

    assert owner_of(Walk.ABOUT, about, "pics") == PICS
    assert owner_of(Walk.PROFILE, profile, "anna") == Owner(id="7", username="anna")
    assert owner_of(Walk.HOT, hot, "pics") == Owner(id="id-pics", username="PICS")
    assert owner_of(Walk.SUBMITTED, own, "anna") == Owner(id="id-Anna", username="Anna")
    assert owner_of(Walk.RULES, Page(), "pics") is None
