"""What people may send: the fields of each resource, ids, tags, and when to leave a row alone."""

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

MAX_TAGS: Final = 100
MAX_ID: Final = 2**63 - 1


def _words(text: str) -> str:
    """Printable text on one line, without needless spaces."""
    words = " ".join(text.split())
    if not words or not words.isprintable():
        raise ValueError("printable text is wanted")
    return words


def stored(text: str) -> str:
    """What PostgreSQL can hold."""
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("it holds what is no character")
    return text


def _number(given: Any) -> Any:
    """An id as we tell it: digits."""
    short = isinstance(given, str) and given.isascii() and given.isdigit() and len(given) < 20  # noqa: PLR2004  digits of a bigint
    return int(given) if short else given


def _told(most: int) -> WithJsonSchema:
    """As text, as ids are told everywhere, or as a number."""
    digits = {"type": "string", "pattern": f"^[1-9][0-9]{{0,{len(str(most)) - 2}}}$"}
    return WithJsonSchema({"anyOf": [digits, {"type": "integer", "minimum": 1, "maximum": most}]})


RowId = Annotated[int, BeforeValidator(_number), Field(ge=1, le=MAX_ID), _told(MAX_ID)]
MODEL_ID: Final = 2**31 - 1
ModelRef = Annotated[int, BeforeValidator(_number), Field(ge=1, le=MODEL_ID), _told(MODEL_ID)]
Words = Annotated[str, Field(max_length=100), AfterValidator(_words)]
Notes = Annotated[str, Field(max_length=4_000), AfterValidator(stored)]
Tags = Annotated[list[Words], Field(max_length=MAX_TAGS)]
Version = Annotated[int, Field(ge=1, le=MAX_ID)]


class Body(BaseModel):
    """Nothing but what is named."""

    model_config = ConfigDict(extra="forbid", strict=True)

    def given(self) -> dict[str, Any]:
        """The fields that were sent, null included, without the version."""
        return {name: getattr(self, name) for name in self.model_fields_set if name != "version"}


def _without_defaults(schema: dict[str, Any]) -> None:
    for field in schema["properties"].values():
        field.pop("default", None)


class Fields(Body):
    """Decisions: what is not sent stays as it is, whatever a field would be otherwise."""

    model_config = ConfigDict(json_schema_extra=_without_defaults)


class CreatorFields(Fields):
    """What people decide about a creator."""

    review_status: Literal["ok", "non_related"] | None = None
    niche: Words | None = None
    notes: Notes | None = None
    tags: Tags = []


class SubredditFields(Fields):
    """What people decide about a community. Its primary category follows from its tags."""

    review: Literal["Ok", "No Seller", "Non Related", "User Feed", "Banned"] | None = None
    notes: Notes | None = None
    tags: Tags = []
    mirror_media: bool | None = None


class UserFields(Fields):
    """What people decide about an account."""

    our_creator: bool = False
    model_id: ModelRef | None = None
    status: Literal["active", "inactive", "banned", "suspended"] = "inactive"
    notes: Notes | None = None


class CreatorPatch(CreatorFields):
    """One creator's new decisions, made while looking at *version*."""

    version: Version | None = None


class SubredditPatch(SubredditFields):
    """As for creators."""

    version: Version | None = None


class UserPatch(UserFields):
    """As for creators."""

    version: Version | None = None


class TagsBody(Body):
    """Tags to add, to take away, or to put instead."""

    tags: Tags
    version: Version | None = None
