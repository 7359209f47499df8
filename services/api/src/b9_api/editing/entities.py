"""What people may decide about each kind of row, and which columns say who decided it."""

from collections.abc import Collection, Mapping
from typing import Final

from msgspec import Struct

from b9_api.editing import sql


class Editable(Struct, frozen=True, kw_only=True):
    """
    One kind of row that people edit. *entity* is its name in the audit log; *key* and *name* are
    what its own id and its name are called.

    *lock* takes ids and returns id, key, name, version and *held*: the human-owned columns as
    JSON. *write* takes rows of all of them, *ids* finds ids by keys. *signed* says which columns
    tell when and by whom a field was decided last: they follow it, and are nobody's to set.
    *derived* follow their field too.
    """

    resource: str
    entity: str
    key: str
    name: str
    lock: str
    write: str
    ids: str
    tags: str = ""
    signed: Mapping[str, tuple[str, str]] = {}
    derived: Mapping[str, str] = {}

    def follow(self, field: str) -> tuple[str, ...]:
        """The columns that change with *field*."""
        derived = (self.derived[field],) if field in self.derived else ()
        return (*self.signed.get(field, ()), *derived)

    def leaders(self, fields: Collection[str]) -> tuple[str, ...]:
        """Those of *fields* that somebody decided, without what follows them."""
        following = {column for field in fields for column in self.follow(field)}
        return tuple(field for field in fields if field not in following)


CREATORS: Final = Editable(
    resource="creators",
    entity="instagram_creator",
    key="ig_user_id",
    name="username",
    lock=sql.LOCK_CREATORS,
    write=sql.WRITE_CREATORS,
    ids=sql.CREATOR_IDS,
    tags="tags",
    signed={"review_status": ("reviewed_at", "reviewed_by")},
)
SUBREDDITS: Final = Editable(
    resource="subreddits",
    entity="reddit_subreddit",
    key="subreddit_id",
    name="name",
    lock=sql.LOCK_SUBREDDITS,
    write=sql.WRITE_SUBREDDITS,
    ids=sql.SUBREDDIT_IDS,
    tags="tags",
    signed={
        "review": ("reviewed_at", "reviewed_by"),
        "tags": ("tags_updated_at", "tags_updated_by"),
    },
    derived={"tags": "primary_category"},
)
USERS: Final = Editable(
    resource="users",
    entity="reddit_user",
    key="reddit_id",
    name="username",
    lock=sql.LOCK_USERS,
    write=sql.WRITE_USERS,
    ids=sql.USER_IDS,
)
MODELS: Final = Editable(
    resource="models",
    entity="model",
    key="id",
    name="stage_name",
    lock=sql.LOCK_MODELS,
    write=sql.WRITE_MODELS,
    ids=sql.MODEL_IDS,
    tags="assigned_tags",
)
# In the order in which their rows are locked.
EDITABLE: Final = (MODELS, CREATORS, SUBREDDITS, USERS)
