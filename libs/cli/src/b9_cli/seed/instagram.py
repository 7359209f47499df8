"""Creators and what they show."""

from typing import Final

from b9_cli.seed.fill import Fill

_PLACE: Final = {"place": "pg_temp.at_place(n, pg_temp.creators())"}
_OWNER: Final = {"place": "pg_temp.skewed(n, 20, pg_temp.creators())"}
# Two of three are looked at; a third of these are found unfit.
_REVIEW: Final = "CASE WHEN review < 0.3 THEN 'ok' WHEN review < 0.45 THEN 'non_related' END"

CREATORS: Final = Fill(
    table="instagram_creators",
    number="creators",
    drawn={
        **_PLACE,
        "review": "pg_temp.draw(n, 30)",
        # One in five was found and not fetched to its end: it has no figures.
        "known": "pg_temp.chance(n, 31, 0.8)",
        "found": "pg_temp.ago(400 * pg_temp.draw(n, 32))",
    },
    values={
        "ig_user_id": "pg_temp.creator_id(place)",
        "username": "CASE WHEN pg_temp.chance(n, 33, 0.99) THEN pg_temp.creator_name(place) END",
        "full_name": "CASE WHEN pg_temp.chance(n, 34, 0.97) THEN initcap(pg_temp.words(n, 35)) END",
        "biography": (
            "CASE WHEN pg_temp.chance(n, 39, 0.88)"
            " THEN pg_temp.words(n, 40) || E'\\n' || pg_temp.words(n, 44) END"
        ),
        "external_url": (
            "CASE WHEN pg_temp.chance(n, 48, 0.5) THEN 'https://links.invalid/' || place END"
        ),
        "profile_pic_url": "'https://cdn.invalid/profile/' || place || '.jpg'",
        "category_name": "CASE WHEN pg_temp.chance(n, 49, 0.3) THEN pg_temp.word(n, 50) END",
        "is_business_account": "pg_temp.chance(n, 51, 0.2)",
        "is_professional_account": "pg_temp.chance(n, 52, 0.6)",
        "is_private": "pg_temp.chance(n, 53, 0.05)",
        "is_verified": "pg_temp.chance(n, 54, 0.08)",
        "followers_count": (
            "CASE WHEN pg_temp.chance(n, 55, 0.995) THEN pg_temp.followers(place) END"
        ),
        "following_count": "pg_temp.amount(n, 56, 2, 9)",
        "media_count": "pg_temp.amount(n, 57, 1, 8)",
        "review_status": _REVIEW,
        "reviewed_at": "CASE WHEN review < 0.45 THEN pg_temp.ago(60 * pg_temp.draw(n, 58)) END",
        "reviewed_by": "CASE WHEN review < 0.45 THEN pg_temp.word(n, 59) END",
        "niche": "CASE WHEN review < 0.18 THEN pg_temp.word(pg_temp.skewed(n, 60, 40), 61) END",
        "tags": (
            "CASE WHEN review < 0.15 THEN"
            " ARRAY['style:' || pg_temp.word(n, 62), 'mood:' || pg_temp.word(n, 63)]"
            " ELSE '{}' END"
        ),
        "discovery_source": (
            "(ARRAY['manual', 'related', 'related', 'import'])[1 + (pg_temp.dice(n, 64) & 3)::int]"
        ),
        "discovery_date": "found",
        "related_creators_processed": "pg_temp.chance(n, 65, 0.1)",
        "avg_views_per_reel_cached": "CASE WHEN known THEN pg_temp.amount(n, 66, 4, 14) END",
        "avg_likes_per_reel_cached": "CASE WHEN known THEN pg_temp.amount(n, 67, 2, 11) END",
        "avg_comments_per_reel_cached": "CASE WHEN known THEN pg_temp.amount(n, 68, 0, 7) END",
        "avg_likes_per_post_cached": "CASE WHEN known THEN pg_temp.amount(n, 69, 2, 11) END",
        "engagement_rate_cached": (
            "CASE WHEN known THEN round((12 * power(pg_temp.draw(n, 70), 3))::numeric, 4) END"
        ),
        "posting_frequency_per_week": (
            "CASE WHEN known THEN round((9 * pg_temp.draw(n, 71))::numeric, 2) END"
        ),
        "analytics_at": "CASE WHEN known THEN pg_temp.ago(9 * pg_temp.draw(n, 72)) END",
        "last_scraped_at": "CASE WHEN known THEN pg_temp.ago(9 * pg_temp.draw(n, 72)) END",
        "full_depth_at": "CASE WHEN known THEN found END",
        "observed_at": "pg_temp.ago(9 * pg_temp.draw(n, 72))",
        "content_hash": "to_hex(pg_temp.dice(n, 73))",
        "created_at": "found",
        "updated_at": "pg_temp.ago(9 * pg_temp.draw(n, 72))",
    },
)

_ITEM: Final = {
    "creator_id": "pg_temp.creator_id(place)",
    "creator_username": "pg_temp.creator_name(place)",
    "shortcode": "'S' || to_hex(pg_temp.dice(n, 100))",
    "taken_at": "CASE WHEN pg_temp.chance(n, 101, 0.999) THEN taken END",
    "caption_text": (
        "CASE WHEN pg_temp.chance(n, 102, 0.96) THEN pg_temp.words(n, 103) || ' ' ||"
        " pg_temp.words(n, 107) || ' #' || pg_temp.word(n, 111) END"
    ),
    "hashtags": "ARRAY[pg_temp.word(n, 111)]",
    "hashtag_count": "1",
    "like_count": "CASE WHEN pg_temp.chance(n, 112, 0.97) THEN likes END",
    "comment_count": "likes / 20",
    "share_count": "CASE WHEN pg_temp.chance(n, 113, 0.4) THEN likes / 30 END",
    "engagement_count": "likes + likes / 20",
    "engagement_rate": (
        "CASE WHEN pg_temp.chance(n, 114, 0.9)"
        " THEN round((15 * power(pg_temp.draw(n, 115), 3))::numeric, 4) END"
    ),
    "is_viral": "viral",
    "viral_multiplier": (
        "CASE WHEN viral THEN round((5 + 40 * pg_temp.draw(n, 116))::numeric, 2) END"
    ),
    "viral_detected_at": "CASE WHEN viral THEN taken + interval '2 days' END",
    "observed_at": "pg_temp.ago(9 * pg_temp.draw(place, 72))",
    "content_hash": "to_hex(pg_temp.dice(n, 117))",
    "created_at": "taken + interval '1 day'",
}
_ITEM_DRAWN: Final = {
    **_OWNER,
    # More of it is young than old.
    "taken": "pg_temp.ago(700 * power(pg_temp.draw(n, 118), 2))",
    "likes": "pg_temp.amount(n, 119, 1, 13)",
    "viral": "pg_temp.chance(n, 120, 0.02)",
}

REELS: Final = Fill(
    table="instagram_reels",
    number="reels",
    drawn=_ITEM_DRAWN,
    values={
        "media_pk": "(3400000000000000000 + n)::text",
        "media_id": "(3400000000000000000 + n) || '_' || pg_temp.creator_id(place)",
        "product_type": "'clips'",
        "media_type": "2",
        "play_count": (
            "CASE WHEN pg_temp.chance(n, 121, 0.99)"
            " THEN likes * (5 + (pg_temp.dice(n, 122) & 31)) END"
        ),
        "has_audio": "pg_temp.chance(n, 123, 0.9)",
        "video_duration": "CASE WHEN pg_temp.chance(n, 124, 0.98) THEN 5 + likes % 80 END",
        "video_url": "'https://cdn.invalid/reel/' || n || '.mp4'",
        "cover_url": "'https://cdn.invalid/reel/' || n || '.jpg'",
        "is_pinned": "pg_temp.chance(n, 125, 0.02)",
        **_ITEM,
    },
)

POSTS: Final = Fill(
    table="instagram_posts",
    number="posts",
    drawn={**_ITEM_DRAWN, "form": "1 + (pg_temp.dice(n, 126) & 3)::int"},
    values={
        "media_pk": "(3500000000000000000 + n)::text",
        "media_id": "(3500000000000000000 + n) || '_' || pg_temp.creator_id(place)",
        "product_type": "'feed'",
        "media_type": "(ARRAY[1, 1, 8, 2])[form]",
        "post_type": "(ARRAY['image', 'image', 'carousel', 'video'])[form]",
        "image_urls": (
            "ARRAY(SELECT 'https://cdn.invalid/post/' || n || '/' || i || '.jpg'"
            " FROM generate_series(0, CASE form WHEN 3 THEN 2 ELSE 0 END) AS i)"
        ),
        "carousel_media_count": "CASE form WHEN 3 THEN 3 END",
        **_ITEM,
    },
)

FOLLOWERS: Final = Fill(
    table="instagram_follower_history",
    number="follower_counts",
    drawn={**_OWNER, "age": "pg_temp.draw(n, 140)"},
    values={
        "creator_id": "pg_temp.creator_id(place)",
        "recorded_at": "pg_temp.ago(365 * age)",
        "username": "pg_temp.creator_name(place)",
        # It has grown ever since.
        "followers_count": "(pg_temp.followers(place) * (1 - 0.4 * age))::bigint",
        "following_count": "CASE WHEN pg_temp.chance(n, 141, 0.9) THEN 300 + n % 400 END",
        "media_count": "CASE WHEN pg_temp.chance(n, 142, 0.9) THEN 40 + (60 * (1 - age))::int END",
    },
)

RELATED: Final = Fill(
    table="creator_relations",
    number="relations",
    drawn={
        "source": "pg_temp.skewed(n, 150, pg_temp.creators())",
        "target": "pg_temp.skewed(n, 151, pg_temp.creators())",
        "seen": "pg_temp.ago(90 * pg_temp.draw(n, 152))",
    },
    values={
        "platform": "'instagram'",
        "kind": "'related'",
        "source_id": "pg_temp.creator_id(source)",
        "target_id": "pg_temp.creator_id(target)",
        "first_seen_at": "seen",
        "last_seen_at": "seen",
    },
    only="source <> target",
)


def _assets(number: str, first: int, kinds: str, owner: dict[str, str], media: str) -> Fill:
    """The files of each of *number*: one in ten could not be had."""
    return Fill(
        table="media_assets",
        number=number,
        drawn={**owner, "fate": "pg_temp.draw(n, 160)", "media": media},
        joined=f"CROSS JOIN LATERAL (VALUES {kinds}) AS file (kind, index, type)",
        values={
            "asset_key": (
                "'instagram/' || media || '/' || kind"
                " || CASE kind WHEN 'profile' THEN '' ELSE '-' || index END"
            ),
            "platform": "'instagram'",
            "media_id": "media",
            "kind": "kind",
            "index": "index",
            "owner_id": "pg_temp.creator_id(place)",
            "state": (
                "CASE WHEN fate < 0.9 THEN 'stored' WHEN fate < 0.95 THEN 'wanted'"
                " WHEN fate < 0.98 THEN 'gone' ELSE 'failed' END"
            ),
            "source_url": "'https://cdn.invalid/' || media || '/' || kind || index",
            "source_observed_at": "pg_temp.ago(9 * pg_temp.draw(place, 72))",
            "object_key": (
                "CASE WHEN fate < 0.9 THEN 'instagram/' || media || '/' || kind || '-' || index END"
            ),
            "bytes": f"CASE WHEN fate < 0.9 THEN pg_temp.amount(n, {first}, 9, 15) END",
            "content_type": "CASE WHEN fate < 0.9 THEN type END",
            "created_at": "pg_temp.ago(9 * pg_temp.draw(place, 72))",
        },
    )


REEL_FILES: Final = _assets(
    "reels", 161, "('video', 0, 'video/mp4'), ('cover', 0, 'image/jpeg')", _OWNER,
    "(3400000000000000000 + n)::text",
)  # fmt: skip
POST_FILES: Final = _assets(
    "posts", 162, "('image', 0, 'image/jpeg')", _OWNER, "(3500000000000000000 + n)::text"
)
PICTURES: Final = _assets(
    "creators", 163, "('profile', 0, 'image/jpeg')", _PLACE,
    f"pg_temp.creator_id({_PLACE['place']})",
)  # fmt: skip

FILLS: Final = (CREATORS, REELS, POSTS, FOLLOWERS, RELATED, REEL_FILES, POST_FILES, PICTURES)
