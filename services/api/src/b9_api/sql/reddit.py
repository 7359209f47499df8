"""Communities and accounts of Reddit as stored, by the name they hold now."""

from typing import Final

# A list is read by the hundred: without the long texts.
_SHORT: Final = """
id, subreddit_id, name, display_name_prefixed, title, public_description, subscribers,
accounts_active, over18, created_utc, is_quarantined, is_user_feed, subreddit_type, icon_img,
community_icon, verification_required, upstream_state, review, reviewed_at, reviewed_by,
suggested_review, coalesce(review, suggested_review) AS effective_review, primary_category, tags,
engagement, subreddit_score, activity_score, avg_upvotes_per_post, avg_comments_per_post,
comment_to_upvote_ratio, best_posting_day, best_posting_hour, top_content_type, posts_analysed,
mirror_media, discovered_at, last_scraped_at, observed_at, version, created_at, updated_at
"""
_LONG: Final = """
description, submission_type, allow_images, allow_videos, allow_polls, spoilers_enabled,
wiki_enabled, lang, url, submit_text, submit_text_html, banner_img, mobile_banner_image,
header_img, banner_background_color, primary_color, key_color, link_flair_enabled,
link_flair_position, user_flair_enabled_in_sr, user_flair_position, rules_data, rules_observed_at,
suggested_evidence, notes, category_id, tags_updated_at, tags_updated_by, image_post_avg_score,
video_post_avg_score, text_post_avg_score, link_post_avg_score, gallery_post_avg_score,
poll_post_avg_score, nsfw_percentage, analytics_at, scan_requested_at
"""

# By name, the newest observed counts.
FIND_SUBREDDIT: Final = f"""
SELECT {_SHORT}, {_LONG} FROM reddit_subreddits WHERE lower(name) = $1
 ORDER BY observed_at DESC NULLS LAST, id DESC LIMIT 1
"""  # noqa: S608  constant columns

LIST_SUBREDDITS: Final = f"""
SELECT {_SHORT} FROM reddit_subreddits
 WHERE ($1::text IS NULL OR review = $1)
   AND (NOT $2::boolean OR review IS NULL)
   AND ($3::text IS NULL OR upstream_state = $3)
   AND ($4::timestamptz IS NULL OR (created_at, id) < ($4, $5::bigint))
 ORDER BY created_at DESC, id DESC LIMIT $6
"""  # noqa: S608  as above

SUBREDDIT_COUNTS: Final = """
SELECT (SELECT count(*) FROM reddit_posts WHERE subreddit_id = $1) AS posts,
       (SELECT count(DISTINCT author_id) FROM reddit_posts WHERE subreddit_id = $1) AS authors,
       (SELECT count(DISTINCT subreddit_id) FROM subreddit_discoveries WHERE source_id = $1)
           AS discovered
"""

# How it came to be known: through whose posts, from which community.
LINEAGE: Final = """
SELECT source.name AS source, nullif(found.source_id, '') AS source_id, found.via_user,
       found.post_id, found.request_id, found.first_seen_at, found.last_seen_at
  FROM subreddit_discoveries AS found
  LEFT JOIN reddit_subreddits AS source ON source.subreddit_id = found.source_id
 WHERE found.subreddit_id = $1
 ORDER BY found.first_seen_at, found.source_id, found.via_user LIMIT $2
"""

MEDIA: Final = """
SELECT state, count(*) AS assets FROM media_assets
 WHERE platform = 'reddit' AND owner_id = $1 GROUP BY state ORDER BY state
"""

FIND_USER: Final = """
SELECT id, reddit_id, username, created_utc, comment_karma, link_karma, total_karma,
       awardee_karma, awarder_karma, is_employee, is_mod, is_gold, verified, has_verified_email,
       upstream_state, is_suspended, accept_followers, hide_from_robots, pref_show_snoovatar,
       icon_img, bio, bio_url, subreddit_display_name, subreddit_title, subreddit_subscribers,
       subreddit_over_18, subreddit_banner_img, our_creator, model_id, status, notes,
       account_age_days, karma_per_day, avg_post_score, avg_post_comments, total_posts_analyzed,
       avg_posts_per_month, preferred_content_type, most_active_posting_hour,
       most_active_posting_day, primary_subreddits, cross_subreddit_activity, analytics_at,
       last_scraped_at, observed_at, version, created_at, updated_at
  FROM reddit_users WHERE lower(username) = $1
 ORDER BY observed_at DESC NULLS LAST, id DESC LIMIT 1
"""

USER_COUNTS: Final = """
SELECT count(*) AS posts, count(DISTINCT subreddit_id) AS subreddits
  FROM reddit_posts WHERE author_id = $1
"""

# What an answer last said of a name that may have no row.
TARGET_STATE: Final = """
SELECT state, code, observed_at FROM reddit_target_states WHERE kind = $1 AND name_lower = $2
"""
