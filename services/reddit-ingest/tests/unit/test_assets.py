import pytest
from reddit_samples import gallery_post, image_post, post, read_post, video, video_post

from b9_reddit_ingest.assets import assets_of


def told(found: object) -> list[tuple[str, int, str]]:
    return [(one.kind, one.index, one.url) for one in found]  # type: ignore[attr-defined]


def test_a_picture_is_one_file_of_its_post_and_community() -> None:
    (asset,) = assets_of(read_post(image_post("1img")))

    assert (asset.media_id, asset.owner_id) == ("1img", "2xyz")
    assert told([asset]) == [("image", 0, "https://i.redd.it/abcdef.jpg")]
    assert asset.expires_at is None


def test_a_gallery_is_a_file_for_each_picture_in_order() -> None:
    assert [(one.kind, one.index) for one in assets_of(read_post(gallery_post()))] == [
        ("image", 0),
        ("image", 1),
        ("image", 2),
    ]


def test_a_video_is_its_file_and_its_cover() -> None:
    assert told(assets_of(read_post(video_post()))) == [
        ("video", 0, "https://v.redd.it/vvv/DASH_720.mp4?source=fallback"),
        ("cover", 0, "https://external-preview.redd.it/t.png?width=140&s=4"),
    ]


def test_a_text_has_no_files() -> None:
    assert assets_of(read_post(post())) == ()


@pytest.mark.parametrize(
    "address",
    [
        "https://i.imgur.com/a.jpg",
        "http://127.0.0.1/a.jpg",
        "https://redd.it.example.org/a.jpg",
        "https://evilredd.it/a.jpg",
        "https://user@i.redd.it/a.jpg",
        "https://example.org/i.redd.it/a.jpg",
    ],
)
def test_a_file_elsewhere_is_a_link_for_people(address: str) -> None:
    assert assets_of(read_post(image_post(url=address))) == ()


def test_a_picture_elsewhere_leaves_the_others_their_places() -> None:
    gallery = gallery_post()
    gallery["media_metadata"]["second"]["s"] = {"u": "https://example.org/a.jpg"}

    assert [one.index for one in assets_of(read_post(gallery))] == [1, 2]


def test_an_origin_of_our_own_may_be_added_exactly() -> None:
    found = read_post(image_post(url="http://127.0.0.1:8080/i.redd.it/a.jpg"))

    assert told(assets_of(found, extra_origins=frozenset({"http://127.0.0.1:8080"}))) == [
        ("image", 0, "http://127.0.0.1:8080/i.redd.it/a.jpg")
    ]
    assert assets_of(found, extra_origins=frozenset({"http://127.0.0.1:808"})) == ()


def test_a_signed_address_says_when_it_ends() -> None:
    signed = video("https://v.redd.it/vvv/HLS.m3u8?a=1750000000%2Cabc&v=1")

    asset, _ = assets_of(read_post(video_post(media=signed)))

    assert asset.expires_at is not None
    assert asset.expires_at.timestamp() == 1_750_000_000
