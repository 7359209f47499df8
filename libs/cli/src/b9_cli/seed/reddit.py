"""Communities, their posts and who wrote them."""

from typing import Final

from b9_cli.seed.fill import Fill

# The first of all communities were found Ok; of the others as many as in life were told apart.
_REVIEW: Final = (
    "CASE WHEN place < pg_temp.ok_subreddits() THEN 'Ok' WHEN feed THEN 'User Feed'"
    " WHEN review < 0.005 THEN 'No Seller' WHEN review < 0.45 THEN 'Non Related'"
    " WHEN review < 0.455 THEN 'Banned' END"
)
_TAG: Final = "'{kind}:' || pg_temp.word(pg_temp.skewed(n, {what}, 40), {what} + 1)"
_FIGURES: Final = {
    "engagement": "round(power(pg_temp.draw(n, 220), 3)::numeric, 6)",
    "subreddit_score": "round((100 * pg_temp.draw(n, 221))::numeric, 2)",
    "activity_score": "round((10 * pg_temp.draw(n, 222))::numeric, 2)",
    "avg_upvotes_per_post": "pg_temp.amount(n, 223, 0, 9)",
    "avg_comments_per_post": "pg_temp.amount(n, 224, 0, 6)",
    "best_posting_day": "(pg_temp.dice(n, 225) & 3)::int",
    "best_posting_hour": "(pg_temp.dice(n, 226) & 15)::int",
    "top_content_type": "'image'",
    "nsfw_percentage": "round((100 * pg_temp.draw(n, 227))::numeric, 1)",
    "posts_analysed": "100",
    "analytics_at": "looked",
    "last_scraped_at": "looked",
}
_ABOUT: Final = {
    "title": "initcap(pg_temp.words(n, 230))",
    "description": "repeat(pg_temp.words(n, 234) || E'\\n', 12)",
    "public_description": "pg_temp.words(n, 238) || ' ' || pg_temp.words(n, 242)",
    "subscribers": "pg_temp.amount(n, 246, 3, 15)",
    "accounts_active": "pg_temp.amount(n, 247, 0, 8)",
    "over18": "pg_temp.chance(n, 248, 0.5)",
    "created_utc": "found - interval '3 years'",
    "subreddit_type": "'public'",
    "about_verification": "pg_temp.chance(n, 249, 0.15)",
    "observed_at": "looked",
    "content_hash": "to_hex(pg_temp.dice(n, 250))",
    "rules_observed_at": "looked",
    "rules_data": (
        "jsonb_build_array(jsonb_build_object('short_name', pg_temp.words(n, 251),"
        " 'description', repeat(pg_temp.words(n, 255) || ' ', 8)))"
    ),
    "rules_verification": "pg_temp.chance(n, 259, 0.05)",
}

SUBREDDITS: Final = Fill(
    table="reddit_subreddits",
    number="subreddits",
    drawn={
        "place": "pg_temp.at_place(n, pg_temp.subreddits())",
        "feed": "pg_temp.is_feed(pg_temp.at_place(n, pg_temp.subreddits()))",
        "review": "pg_temp.draw(n, 210)",
        "found": "pg_temp.ago(300 * pg_temp.draw(n, 211))",
        "looked": "pg_temp.ago(4 * pg_temp.draw(n, 212))",
        # One in ten of those that nobody found Ok was never looked at.
        "seen": (
            "pg_temp.at_place(n, pg_temp.subreddits()) < pg_temp.ok_subreddits()"
            " OR pg_temp.chance(n, 213, 0.9)"
        ),
        # Half of them have no post that was read.
        "read": (
            "pg_temp.at_place(n, pg_temp.subreddits()) < pg_temp.ok_subreddits()"
            " OR pg_temp.chance(n, 213, 0.5)"
        ),
    },
    values={
        "subreddit_id": "pg_temp.subreddit_id(place)",
        "name": "pg_temp.subreddit_name(place)",
        "is_user_feed": "feed",
        "upstream_state": "CASE WHEN seen THEN 'ok' END",
        "review": _REVIEW,
        "reviewed_at": f"CASE WHEN ({_REVIEW}) IS NOT NULL THEN found + interval '1 day' END",
        "reviewed_by": f"CASE WHEN ({_REVIEW}) IS NOT NULL THEN pg_temp.word(n, 214) END",
        "tags": (
            "CASE WHEN place < pg_temp.ok_subreddits() AND pg_temp.chance(n, 215, 0.95)"
            f" THEN jsonb_build_array({_TAG.format(kind='niche', what=216)},"
            f" {_TAG.format(kind='style', what=218)}) ELSE '[]' END"
        ),
        "primary_category": "CASE WHEN place < pg_temp.ok_subreddits() THEN 'niche' END",
        # Asked for already: nothing of this is fetched.
        "discovered_at": "CASE WHEN pg_temp.chance(n, 219, 0.8) THEN found END",
        "scan_requested_at": "found",
        "created_at": "found",
        "updated_at": "looked",
        **{column: f"CASE WHEN seen THEN {value} END" for column, value in _ABOUT.items()},
        **{column: f"CASE WHEN read THEN {value} END" for column, value in _FIGURES.items()},
    },
)

STATES: Final = Fill(
    table="reddit_target_states",
    number="subreddits",
    drawn={"place": "pg_temp.at_place(n, pg_temp.subreddits())"},
    values={
        "kind": "'subreddit'",
        "name_lower": "lower(pg_temp.subreddit_name(place))",
        "state": "'ok'",
        "observed_at": "pg_temp.ago(4 * pg_temp.draw(n, 212))",
    },
    only="place < pg_temp.ok_subreddits() OR pg_temp.chance(n, 213, 0.9)",
)

MODELS: Final = Fill(
    table="models",
    number="models",
    drawn={},
    values={
        "stage_name": "initcap(pg_temp.word(n, 300) || ' ' || pg_temp.word(n, 301)) || ' ' || n",
        "status": "CASE WHEN pg_temp.chance(n, 302, 0.9) THEN 'active' ELSE 'inactive' END",
        "assigned_tags": f"jsonb_build_array({_TAG.format(kind='niche', what=303)})",
        "created_at": "pg_temp.ago(300 * pg_temp.draw(n, 305))",
    },
)

USERS: Final = Fill(
    table="reddit_users",
    number="reddit_users",
    drawn={
        "place": "pg_temp.at_place(n, pg_temp.reddit_users())",
        # One in six is known by name alone.
        "known": "pg_temp.chance(n, 310, 0.84)",
        "found": "pg_temp.ago(300 * pg_temp.draw(n, 311))",
        "karma": "pg_temp.amount(n, 312, 0, 14)",
        "account": "n <= pg_temp.accounts()",
    },
    values={
        "reddit_id": "pg_temp.user_id(place)",
        "username": "pg_temp.user_name(place)",
        "created_utc": "CASE WHEN known THEN found - interval '2 years' END",
        "comment_karma": "CASE WHEN known THEN karma / 3 END",
        "link_karma": "CASE WHEN known THEN karma - karma / 3 END",
        "total_karma": "CASE WHEN known THEN karma END",
        "is_mod": "CASE WHEN known THEN pg_temp.chance(n, 313, 0.2) END",
        "is_gold": "CASE WHEN known THEN pg_temp.chance(n, 314, 0.05) END",
        "has_verified_email": "CASE WHEN known THEN pg_temp.chance(n, 315, 0.8) END",
        "verified": "CASE WHEN known THEN pg_temp.chance(n, 316, 0.9) END",
        "upstream_state": (
            "CASE WHEN NOT known THEN NULL WHEN pg_temp.chance(n, 317, 0.03) THEN 'suspended'"
            " ELSE 'ok' END"
        ),
        "bio": "CASE WHEN known AND pg_temp.chance(n, 318, 0.3) THEN pg_temp.words(n, 319) END",
        "our_creator": "account",
        "model_id": (
            "CASE WHEN account THEN (SELECT id FROM models ORDER BY id"
            " OFFSET n % pg_temp.models() LIMIT 1) END"
        ),
        "status": "CASE WHEN account THEN 'active' ELSE 'inactive' END",
        "account_age_days": "CASE WHEN known THEN 730 + (300 * pg_temp.draw(n, 311))::int END",
        "karma_per_day": "CASE WHEN known THEN round(karma / 800.0, 2) END",
        "avg_post_score": "CASE WHEN known THEN pg_temp.amount(n, 323, 0, 8) END",
        "avg_post_comments": "CASE WHEN known THEN pg_temp.amount(n, 324, 0, 5) END",
        "total_posts_analyzed": "CASE WHEN known THEN 1 + (pg_temp.dice(n, 325) & 63)::int END",
        "preferred_content_type": "CASE WHEN known THEN 'image' END",
        "analytics_at": "CASE WHEN known THEN pg_temp.ago(20 * pg_temp.draw(n, 326)) END",
        "observed_at": "CASE WHEN known THEN pg_temp.ago(20 * pg_temp.draw(n, 326)) END",
        "created_at": "found",
        "updated_at": "pg_temp.ago(20 * pg_temp.draw(n, 326))",
    },
)

# Nearly all of them stand in communities that were found Ok.
_COMMUNITY: Final = (
    "CASE WHEN pg_temp.chance(n, 400, 0.92)"
    " THEN pg_temp.skewed(n, 401, pg_temp.ok_subreddits())"
    " ELSE pg_temp.skewed(n, 402, pg_temp.subreddits()) END"
)
_FORMS: Final = (
    "(ARRAY['image', 'image', 'image', 'gallery', 'video', 'text', 'link', 'image'])"
    "[1 + (pg_temp.dice(n, 403) & 7)::int]"
)

POSTS: Final = Fill(
    table="reddit_posts",
    number="reddit_posts",
    drawn={
        "place": _COMMUNITY,
        "author": "pg_temp.skewed(n, 404, pg_temp.reddit_users())",
        "signed": "pg_temp.chance(n, 405, 0.97)",
        # About five thousand a day, the youngest last, not quite in order.
        "posted": (
            "pg_temp.ago(360 * (1 - n::double precision / pg_temp.reddit_posts())"
            " + pg_temp.draw(n, 406))"
        ),
        "score": "CASE WHEN pg_temp.chance(n, 407, 0.99) THEN pg_temp.amount(n, 408, -0.6, 10) END",
        "form": _FORMS,
        "adult": "pg_temp.chance(n, 409, 0.7)",
    },
    values={
        "reddit_id": "'5eed' || lpad(to_hex(n), 7, '0')",
        "subreddit_id": "pg_temp.subreddit_id(place)",
        "subreddit_name": "pg_temp.subreddit_name(place)",
        "author_id": "CASE WHEN signed THEN pg_temp.user_id(author) END",
        "author_username": "CASE WHEN signed THEN pg_temp.user_name(author) END",
        "title": "pg_temp.words(n, 410) || ' ' || pg_temp.words(n, 414)",
        "selftext": "CASE form WHEN 'text' THEN repeat(pg_temp.words(n, 418) || ' ', 8) END",
        "url": "'https://i.invalid/' || n || '.jpg'",
        "permalink": (
            "'/r/' || pg_temp.subreddit_name(place) || '/comments/5eed' || to_hex(n) || '/'"
        ),
        "domain": "CASE form WHEN 'text' THEN 'self' ELSE 'i.invalid' END",
        "created_utc": "posted",
        "edited": "false",
        "score": "score",
        "score_hidden": "score IS NULL",
        "upvote_ratio": "round((0.5 + pg_temp.draw(n, 422) / 2)::numeric, 2)",
        "num_comments": "pg_temp.amount(n, 423, -0.6, 7)",
        "content_type": "form",
        "over_18": "adult",
        "spoiler": "false",
        "stickied": "pg_temp.chance(n, 424, 0.005)",
        "locked": "pg_temp.chance(n, 425, 0.01)",
        "archived": "false",
        "is_self": "form = 'text'",
        "is_video": "form = 'video'",
        "is_gallery": "form = 'gallery'",
        "is_poll": "false",
        "removed_by": "CASE WHEN pg_temp.chance(n, 426, 0.02) THEN 'moderator' END",
        "link_flair_text": "CASE WHEN pg_temp.chance(n, 427, 0.4) THEN pg_temp.word(n, 428) END",
        "thumbnail": "CASE WHEN form = 'text' THEN 'self' ELSE 'nsfw' END",
        "subreddit_type": "'public'",
        "image_urls": (
            "CASE WHEN form IN ('image', 'gallery')"
            " THEN ARRAY['https://i.invalid/' || n || '.jpg'] ELSE '{}' END"
        ),
        "observed_at": "posted + interval '6 hours'",
        "content_hash": "to_hex(pg_temp.dice(n, 429))",
        "created_at": "posted + interval '6 hours'",
    },
)

DISCOVERIES: Final = Fill(
    table="subreddit_discoveries",
    number="discoveries",
    drawn={
        "target": "pg_temp.at_place(n, pg_temp.subreddits())",
        "source": "pg_temp.skewed(n, 440, pg_temp.ok_subreddits())",
        "via": "pg_temp.skewed(n, 441, pg_temp.reddit_users())",
        "at": "pg_temp.ago(25 * pg_temp.draw(n, 442))",
    },
    values={
        "subreddit_id": "pg_temp.subreddit_id(target)",
        "source_id": "pg_temp.subreddit_id(source)",
        "via_user": "pg_temp.user_name(via)",
        "via_user_id": "pg_temp.user_id(via)",
        "post_id": "'5eed' || lpad(to_hex(1 + n % pg_temp.reddit_posts()), 7, '0')",
        "request_id": "pg_temp.request_id(1 + n % pg_temp.requests())",
        "first_seen_at": "at",
        "last_seen_at": "at",
    },
    only="target <> source",
)
