"""The fields of a post that say what it shows: link, images, gallery, video, poll."""

from collections.abc import Callable
from typing import Any, Final

from b9_devstack.reddit_simulator.posts import Form, Post
from b9_devstack.reddit_simulator.wording import SITES, slug, words
from b9_devstack.simulator.draw import Draw

WWW: Final = "https://www.reddit.com"
WIDTHS: Final = (108, 216, 320, 640, 960)
DAY_MS: Final = 86_400_000
Fields = dict[str, Any]


def media_fields(post: Post, origin: str) -> Fields:
    """Return the fields of what *post* shows; files are served at *origin*."""
    fields: Fields = {
        "is_self": False,
        "is_video": False,
        "is_reddit_media_domain": False,
        "media": None,
        "secure_media": None,
        "thumbnail": "default",
        "thumbnail_height": None,
        "thumbnail_width": None,
    }
    return fields | FORMS[post.form](post, origin)


def _self(post: Post, _origin: str) -> Fields:
    ref = post.ref
    domain = f"self.{ref.community.name}"
    url = f"{WWW}{ref.community.url}comments/{ref.id}/{slug(post.title)}/"
    return {"is_self": True, "thumbnail": "self", "domain": domain, "url": url}


def _link(post: Post, origin: str) -> Fields:
    site = SITES[post.quirks % len(SITES)]
    url = f"https://{site}/{slug(post.title)}?ref={post.ref.id}&utm=b9"
    fields: Fields = {"domain": site, "url": url, "url_overridden_by_dest": url}
    if post.quirks % 3 == 0:
        preview = _preview(post, f"{origin}/external-preview.redd.it/{post.ref.id}.jpg")
        fields |= {"post_hint": "link", "preview": preview} | _thumbnail(post, origin)
    return fields


def _image(post: Post, origin: str) -> Fields:
    url = f"{origin}/i.redd.it/{post.files[0]}.jpg"
    return {
        "domain": "i.redd.it",
        "url": url,
        "url_overridden_by_dest": url,
        "is_reddit_media_domain": True,
        "post_hint": "image",
        "preview": _preview(post, f"{origin}/preview.redd.it/{post.files[0]}.jpg"),
    } | _thumbnail(post, origin)


def _gallery(post: Post, origin: str) -> Fields:
    url = f"{WWW}/gallery/{post.ref.id}"
    items = [
        {"media_id": file, "id": post.quirks + number, "caption": "", "is_deleted": False}
        for number, file in enumerate(post.files)
    ]
    return {
        "domain": "reddit.com",
        "url": url,
        "url_overridden_by_dest": url,
        "is_gallery": True,
        "gallery_data": {"items": items},
        "media_metadata": {file: _gallery_file(post, file, origin) for file in post.files},
    } | _thumbnail(post, origin)


def _gallery_file(post: Post, file: str, origin: str) -> Fields:
    if file == post.unfinished:
        return {"status": "failed"}
    width, height = post.size
    url, sign = f"{origin}/preview.redd.it/{file}.jpg", f"{post.quirks:040x}"
    sizes = [
        {"y": height * w // width, "x": w, "u": f"{url}?width={w}&crop=smart&auto=webp&s={sign}"}
        for w in WIDTHS
        if w < width
    ]
    best = {"y": height, "x": width, "u": f"{url}?width={width}&format=pjpg&auto=webp&s={sign}"}
    return {"status": "valid", "e": "Image", "m": "image/jpg", "p": sizes, "s": best, "id": file}


def _video(post: Post, origin: str) -> Fields:
    base = f"{origin}/v.redd.it/{post.files[0]}"
    width, height = post.size
    video = {
        "bitrate_kbps": 2400,
        "fallback_url": f"{base}/DASH_720.mp4?source=fallback",
        "has_audio": post.has_audio,
        "height": height,
        "width": width,
        "scrubber_media_url": f"{base}/DASH_96.mp4",
        "dash_url": f"{base}/DASHPlaylist.mpd?a={post.ref.created}%2Cb9&v=1&f=sd",
        "duration": post.seconds,
        "hls_url": f"{base}/HLSPlaylist.m3u8?a={post.ref.created}%2Cb9&v=1&f=sd",
        "is_gif": post.quirks % 9 == 0,
        "transcoding_status": "completed",
    }
    media = {"reddit_video": video}
    return {
        "domain": "v.redd.it",
        "url": base,
        "url_overridden_by_dest": base,
        "is_video": True,
        "is_reddit_media_domain": True,
        "post_hint": "hosted:video",
        "media": media,
        "secure_media": media,
        "preview": _preview(post, f"{origin}/external-preview.redd.it/{post.files[0]}.jpg"),
    } | _thumbnail(post, origin)


def _poll(post: Post, origin: str) -> Fields:
    draw = Draw("poll", post.ref.id)
    votes = [draw.below(400) for _ in range(2 + post.quirks % 4)]
    options = [
        {"text": words(draw, 2), "vote_count": count, "id": str(post.quirks + number)}
        for number, count in enumerate(votes)
    ]
    return _self(post, origin) | {
        "poll_data": {
            "prediction_status": None,
            "total_stake_amount": None,
            "voting_end_timestamp": post.ref.created * 1_000 + 3 * DAY_MS,
            "options": options,
            "vote_updates_remained": None,
            "is_prediction": False,
            "resolved_option_id": None,
            "user_won_amount": None,
            "user_selection": None,
            "total_vote_count": sum(votes),
            "tournament_id": None,
        }
    }


def _preview(post: Post, url: str) -> Fields:
    width, height = post.size
    sign = f"{post.quirks:040x}"
    sizes = [
        {
            "url": f"{url}?width={w}&crop=smart&auto=webp&s={sign}",
            "width": w,
            "height": height * w // width,
        }
        for w in WIDTHS
        if w < width
    ]
    source = {"url": f"{url}?auto=webp&s={sign}", "width": width, "height": height}
    image = {
        "source": source,
        "resolutions": sizes,
        "variants": {},
        "id": f"{sign[-12:]}_{post.ref.id}",
    }
    return {"images": [image], "enabled": post.form == "image"}


def _thumbnail(post: Post, origin: str) -> Fields:
    if post.over18 and post.quirks % 2:
        return {"thumbnail": "nsfw", "thumbnail_height": 140, "thumbnail_width": 140}
    name = post.files[0] if post.files else post.ref.id
    url = f"{origin}/b.thumbs.redditmedia.com/{name}.jpg"
    return {"thumbnail": url, "thumbnail_height": 140, "thumbnail_width": 140}


FORMS: Final[dict[Form, Callable[[Post, str], Fields]]] = {
    "self": _self,
    "link": _link,
    "image": _image,
    "gallery": _gallery,
    "video": _video,
    "crosspost": _link,
    "poll": _poll,
}
