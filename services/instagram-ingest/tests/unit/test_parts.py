import msgspec
from ingest_fakes import NOW, OWNER, item, rejected

from b9_common.events import (
    MAX_PAGE_BYTES,
    MAX_PAGE_ITEMS,
    AssetKind,
    AssetRef,
    ContentPage,
    MediaItem,
    Platform,
    Profile,
    Walk,
    encode,
)
from b9_instagram_ingest.parts import parts_of


def page_with(items: tuple[MediaItem, ...] = (), bad: int = 0) -> ContentPage:
    return ContentPage(
        request_id="r",
        drive=1,
        run=1,
        leg=1,
        walk=Walk.REELS,
        n=3,
        platform=Platform.INSTAGRAM,
        owner=OWNER,
        items=items,
        rejected=tuple(rejected(index) for index in range(bad)),
        observed_at=NOW,
    )


def heavy(pk: str, size: int) -> MediaItem:
    return msgspec.structs.replace(item(pk), raw=msgspec.Raw(b'"' + b"x" * size + b'"'))


def asset(pk: str) -> AssetRef:
    return AssetRef(media_id=pk, kind=AssetKind.VIDEO, owner_id=OWNER.id, url="https://c.example/")


def test_a_page_that_fits_is_one_part_with_its_plain_key() -> None:
    (only,) = parts_of(page_with((item("a"), item("b")), bad=1), {"a": (asset("a"),)})

    assert only.key == "r:1:1:reels:3"
    assert [one.media_id for one in only.assets] == ["a"]
    assert only.announced == 3


def test_a_page_without_items_is_still_one_part() -> None:
    assert len(parts_of(page_with(), {})) == 1


def test_too_many_items_make_numbered_parts_that_hold_each_once() -> None:
    items = tuple(item(str(number)) for number in range(2 * MAX_PAGE_ITEMS + 3))
    assets = {one.media_pk: (asset(one.media_pk),) for one in items}

    parts = parts_of(page_with(items, bad=4), assets)

    assert [part.key for part in parts] == [
        "r:1:1:reels:3",
        "r:1:1:reels:3.1",
        "r:1:1:reels:3.2",
    ]
    assert sum(part.announced for part in parts) == len(items) + 4
    assert [one for part in parts for one in part.items] == list(items)
    assert all(
        {one.media_id for one in part.assets} == {one.media_pk for one in part.items}
        for part in parts
    )


def test_no_part_is_larger_than_a_page_may_be() -> None:
    items = tuple(heavy(str(number), 30_000) for number in range(40))

    parts = parts_of(page_with(items), {})

    assert len(parts) == 3
    assert max(len(encode(part)) for part in parts) <= MAX_PAGE_BYTES


def test_an_item_too_large_for_any_page_travels_alone() -> None:
    items = (item("a"), heavy("b", MAX_PAGE_BYTES), item("c"))

    parts = parts_of(page_with(items), {})

    assert [[one.media_pk for one in part.items] for part in parts] == [["a"], ["b"], ["c"]]


def test_a_profile_goes_with_the_first_part_only() -> None:
    profile = Profile(id=OWNER.id, username=OWNER.username)
    items = tuple(item(str(number)) for number in range(MAX_PAGE_ITEMS + 1))
    whole = msgspec.structs.replace(page_with(items), profile=profile, assets=(asset("17"),))

    first, second = parts_of(whole, {})

    assert (first.profile, second.profile) == (profile, None)
    assert (first.assets, second.assets) == ((asset("17"),), ())
