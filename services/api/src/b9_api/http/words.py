"""What parameters mean, by their names; whatever says so itself keeps its own words."""

from typing import Final

WORDS: Final[dict[str, str]] = {
    "Idempotency-Key": "the same call with the same key is one call, for a day",
    "If-Match": "the version that was seen, as an `ETag`",
    "Last-Event-Id": "the last event that was seen: the stream goes on after it",
    "Prefer": "`wait=N`: hold the answer back until something happens, N seconds at most",
    "account_id": "the id of an account of Reddit",
    "after": "the last id that was seen",
    "after_id": "the last id that was seen",
    "asset_key": "which file",
    "cursor": "where the page before left off",
    "format": "of the file",
    "include": "what is told besides",
    "job_id": "the id of a job",
    "key": "its id; where one row is read, the name it goes by will do",
    "key_id": "the public part of a key",
    "letter_id": "the id of a dead letter",
    "limit": "how many at most",
    "name": "the name it goes by",
    "platform": "where content comes from",
    "q": "part of a text",
    "request_id": "the id of a request",
    "row_id": "the id of a row",
    "since": "from then on",
    "sort": "the order; `-` before it for descending. What is null comes last",
    "target": "whose: a name, however it is typed",
    "token": "the `undo_token` of an edit",
    "until": "before then",
    "username": "the name of an account",
    "window": "how far back",
    "window_hours": "how far back",
}


def worded(name: str) -> str:
    """What *name* means, also by what it ends with; nothing where the name says all."""
    if name in WORDS:
        return WORDS[name]
    ends = {
        "_min": "at least",
        "_max": "at most",
        "_after": "from then on",
        "_before": "before then",
    }
    return next((words for end, words in ends.items() if name.endswith(end)), "")
