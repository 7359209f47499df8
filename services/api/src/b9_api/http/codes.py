"""Every code that a refusal may have: its status, what it means, and what to do."""

from typing import Final

from msgspec import Struct


class Code(Struct, frozen=True):
    """One stable word. *statuses* are several where the way of asking decides."""

    statuses: tuple[int, ...]
    meaning: str
    advice: str


WAIT: Final = "Ask again after `Retry-After`."
LOOK: Final = "Look at the row again, and decide anew."

CODES: Final[dict[str, Code]] = {
    # Of any route.
    "bad_request": Code((400,), "what came is no request", "Send it whole, as JSON."),
    "unauthorized": Code((401,), "no credentials, or none that are good", "Send a valid key."),
    "forbidden": Code((403,), "the scope is too small", "Use a key of the scope in `detail`."),
    "not_of_deployment": Code(
        (403,), "it is the deployment's, and your organisation another", "Ask whoever runs it."
    ),
    "unknown_organisation": Code(
        (403,), "the token's organisation is not known here", "Let the deployment make it."
    ),
    "origin_not_allowed": Code(
        (403,), "pages of this origin may not ask", "Name it in `B9_API__CORS_ORIGINS`."
    ),
    "not_found": Code((404,), "there is nothing here", "Look at the path."),
    "method_not_allowed": Code((405,), "the path has no such method", "See `Allow`."),
    "body_too_slow": Code((408,), "the body did not come in time", "Send it at once."),
    "body_too_large": Code((413,), "the body is over 64 KiB", "Send less at once."),
    "invalid": Code((422,), "something sent is wrong", "See `errors`: each names its field."),
    "rate_limited": Code((429,), "you ask too often", WAIT),
    "too_many_failures": Code((429,), "too many wrong credentials came from this address", WAIT),
    "refused": Code((400,), "it cannot be taken as it is", "See `detail`."),
    "internal_error": Code((500,), "the fault is ours", "Report `request_id`."),
    "unavailable": Code((503,), "not ready yet", WAIT),
    "overloaded": Code((503,), "too many ask at once", WAIT),
    "database_unavailable": Code((503,), "the database does not answer in time", WAIT),
    "broker_unavailable": Code((503,), "the broker does not answer", WAIT),
    "keys_unavailable": Code((503,), "the keys that sign tokens cannot be fetched", WAIT),
    # Of requests.
    "idempotency_key_reused": Code(
        (409,), "the Idempotency-Key stands for another request", "Take a new key."
    ),
    "unknown_request": Code((404, 409), "no such request", "Look at `/api/requests`."),
    "unknown_creator": Code((404,), "no such creator", "Add it first."),
    "unknown_subreddit": Code((404,), "no such community", "Add it first."),
    "unknown_user": Code((404,), "no such account of Reddit", "Discover it first."),
    "target_private": Code((403,), "Reddit shows it to its members alone", "Nothing to do."),
    "target_banned": Code((403,), "Reddit has banned it", "Nothing to do."),
    "target_quarantined": Code((403,), "Reddit has quarantined it", "Nothing to do."),
    "target_suspended": Code((403,), "Reddit has suspended the account", "Nothing to do."),
    "target_not_found": Code((404,), "Reddit knows no such name", "Look at the spelling."),
    "target_unavailable_legal": Code((451,), "withheld for legal reasons", "Nothing to do."),
    "upstream_failed": Code((502,), "it could not be fetched", "See `reason`; ask again later."),
    # Of lists.
    "cursor_mismatch": Code(
        (400,), "the cursor is of another list, order or filter", "Begin with the first page."
    ),
    "unknown_account": Code((404, 422), "no account has this id", "Look at the list of accounts."),
    "unknown_scraper": Code((404,), "no such scraper", "One of those in `detail`."),
    # Of edits.
    "version_required": Code(
        (428,), "no version was said", "Send `version` or `If-Match` with what you saw."
    ),
    "version_conflict": Code((409, 412), "somebody changed it first; see `current`", LOOK),
    "name_taken": Code((409,), "another model has this name", "Choose another."),
    "unknown_model": Code((404,), "no such model", "Look at `/api/models`."),
    "account_taken": Code((409,), "the account is another model's", "Say `move` to take it over."),
    "not_linked": Code((404,), "the account is not this model's", LOOK),
    "too_many_accounts": Code((409,), "the model has too many accounts", "Unlink some first."),
    "unknown_niche": Code((404,), "no such niche", "Look at `/api/instagram/niches`."),
    "niche_exists": Code((409,), "there is such a niche", "Merge them instead."),
    "unknown_dashboard": Code((404,), "no such dashboard", "Look at `/api/me/dashboards`."),
    "unknown_tag": Code(
        (404,), "no community and no model has this tag", "Look at `/api/reddit/tags`."
    ),
    "tag_exists": Code((409,), "there is such a tag", "Merge them instead."),
    "partly_done": Code(
        (503,),
        "some rows were changed, as told beside `undo_tokens`, and some are left",
        "Send the same again, after `Retry-After`: it does the rest.",
    ),
    "unknown_edit": Code((404,), "nobody here made such an edit", "Look at the token."),
    "already_undone": Code((409,), "it was taken back before", "Nothing to do."),
    "undo_expired": Code((410,), "an edit is taken back within seven days", "Edit it anew."),
    "undo_too_large": Code((409,), "too many rows to take back at once", "Edit them anew."),
    # Of operations.
    "organisation_exists": Code((409,), "there is an organisation of this id", "Choose another."),
    "unknown_org": Code((404,), "no such organisation", "Look at `/api/orgs`."),
    "unknown_key": Code((404,), "no such key", "Look at `/api/keys`."),
    "unknown_dead_letter": Code((404,), "no such dead letter", "Look at `/api/dead-letters`."),
    "not_replayable": Code((409, 422), "such messages are never sent again", "See `detail`."),
    "not_mappable": Code((409,), "the item was never understood", "Fetch its creator again."),
    "too_large": Code((409,), "it does not fit into a message", "Fetch its creator again."),
    "page_unknown": Code((409,), "the page it came from was never booked", "Replay its page."),
    "request_not_failed": Code((409,), "its request did not fail", "Look at the request."),
    "another_active": Code(
        (409,), "another request for the same target is under way", "Wait for its end."
    ),
    "replay_busy": Code((503,), "another replay is being read", WAIT),
    "replay_full": Code((409,), "what was replayed before is not read yet", "Ask again later."),
    "too_many_viewers": Code((503,), "no room for one more stream", WAIT),
    "too_many_exports": Code((503,), "others, or one of yours, are being exported", WAIT),
    "http_too_old": Code((426,), "in HTTP/1.0 a file that was cut looks whole", "Ask in HTTP/1.1."),
    "invalid_ticket": Code((401,), "the ticket is used, or too old", "Get another."),
    "invalid_signature": Code(
        (403,), "the address is not ours, or too old", "Read the row again: it has a new one."
    ),
    "media_not_configured": Code((404,), "this gateway knows no store of files", "Set it up."),
    # Of what does not exist yet.
    "related_discovery_missing": Code(
        (501,), "nothing here asks for related accounts yet", "Nothing to do."
    ),
    "job_runner_missing": Code((501,), "nothing here runs jobs yet", "Do less at once."),
    "unknown_job": Code((404,), "no such job", "Nothing to do."),
    "categoriser_not_configured": Code((503,), "no model is set up to tag", "Set one up."),
}

# What is wrong with one field, in `errors`; the framework has more words of its own.
FIELDS: Final[dict[str, str]] = {
    "contradiction": "two things that were sent do not go together",
    "count": "too few, or too many",
    "credential": "a credential stands where it would be written down",
    "empty": "there is nothing to do",
    "invalid_cursor": "no cursor of this list",
    "invalid_id": "no id",
    "invalid_name": "nothing can be called so",
    "invalid_niche": "no printable text",
    "invalid_value": "not one of the values that there are",
    "missing": "it must be there",
    "no_filter": "these rows are changed by their ids",
    "no_tags": "these rows have no tags",
    "not_of_stream": "the stream holds none of that subject",
    "not_paged": "there are no pages here",
    "not_searchable": "this list is not searched",
    "one_of": "one of several must be there, and one alone",
    "out_of_range": "too small, or too large",
    "pattern": "it is not written so",
    "unbounded": "it must be narrowed",
    "unknown_model": "no model has this id",
    "unknown_name": "there is no such field",
    "unknown_parameter": "there is no such parameter",
    "unknown_sort": "there is no such order",
    "unknown_topic": "there is no such topic",
    "unknown_word": "not one of the words that there are",
}
