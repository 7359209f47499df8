"""One creator as stored, by the name it holds now."""

from typing import Final

FIND: Final = """
SELECT id, ig_user_id, username, full_name, biography, external_url, external_url_type, bio_links,
       fbid, eimu_id, profile_pic_url, profile_pic_url_hd, category_name, is_business_account,
       is_professional_account, is_private, is_verified, has_clips, has_guides, has_channel,
       has_onboarded_to_text_post_app, highlight_reel_count, followers_count, following_count,
       media_count, followers_last_updated, previous_followers_count, follower_growth_rate_daily,
       follower_growth_rate_weekly, review_status, reviewed_at, reviewed_by, notes, niche,
       niche_group_id, categories, tags, discovery_source, discovery_date,
       avg_views_per_reel_cached, avg_likes_per_reel_cached, avg_comments_per_reel_cached,
       avg_likes_per_post_cached, avg_comments_per_post_cached, avg_engagement_per_post_cached,
       avg_engagement_rate, engagement_rate_cached, reel_engagement_rate, post_engagement_rate,
       content_reach_rate, comment_to_like_ratio, reels_vs_posts_performance, best_content_type,
       viral_content_count_cached, viral_content_rate, viral_threshold_multiplier,
       posting_frequency_per_week, posting_consistency_score, last_post_days_ago, most_active_day,
       most_active_hour, total_views, avg_reel_length_sec, analytics_at, last_scraped_at,
       full_depth_at, observed_at, version, created_at, updated_at
  FROM instagram_creators WHERE lower(username) = $1
"""

COUNTS: Final = """
SELECT (SELECT count(*) FROM instagram_reels WHERE creator_id = $1) AS reels,
       (SELECT count(*) FROM instagram_posts WHERE creator_id = $1) AS posts,
       (SELECT count(*) FROM instagram_follower_history WHERE creator_id = $1) AS follower_history
"""

MEDIA: Final = """
SELECT state, count(*) AS assets FROM media_assets
 WHERE platform = 'instagram' AND owner_id = $1 GROUP BY state ORDER BY state
"""
