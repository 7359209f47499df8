"""What the Reddit ingest may be told; every name begins with ``B9_REDDIT_INGEST__``."""

from typing import ClassVar, Final
from urllib.parse import urlsplit

from pydantic import Field

from b9_common.events import CallClass
from b9_common.fetching.calling import Patience
from b9_reddit_ingest.authors import KNOWN_BOTS
from b9_reddit_ingest.door_settings import DoorSettings

# A refusal without a reason is no hiccup; whose matter it is, another question tells.
NOT_REPEATED: Final = frozenset({CallClass.FORBIDDEN})


class Settings(DoorSettings):
    """The door, how many requests at once, how patient to be, and whose posts are not looked at."""

    prefix: ClassVar[str] = "B9_REDDIT_INGEST__"

    # The entry of this name in the budget bucket is the allowance all processes share.
    provider: str = Field(default="reddit", pattern=r"^[a-z0-9-]{1,63}$")

    concurrent_requests: int = Field(default=16, ge=1, le=64)
    reserved_for_now: int = Field(
        default=4, ge=0, le=64, description="further places, for requests of the lane now alone"
    )
    retry_pauses_s: tuple[float, ...] = Field(
        default=(0.5, 2.0), description="a failed call is repeated after each of these"
    )
    wait_s: float = Field(
        default=30.0, gt=0, description="first wait of a request; doubled up to 10 minutes"
    )
    page_tries: int = Field(
        default=3, ge=1, description="waits for one page while others succeed, then it is given up"
    )

    author_fresh_s: float = Field(
        default=21_600.0,
        ge=0,
        le=86_400,
        description="an author looked at this lately is not asked for again",
    )
    media_origins: tuple[str, ...] = Field(
        default=(), description="files from here are copied too, beside those of Reddit's hosts"
    )
    bots: tuple[str, ...] = Field(
        default=KNOWN_BOTS, description="accounts whose posts lead nowhere; case does not matter"
    )

    @property
    def patience(self) -> Patience:
        """How long to bear with Reddit; an empty listing of its is believed at once."""
        return Patience(
            retry_pauses_s=self.retry_pauses_s,
            empty_pauses_s=(),
            wait_s=self.wait_s,
            page_tries=self.page_tries,
            not_repeated=NOT_REPEATED,
        )

    @property
    def host(self) -> str:
        """Behind the door in use."""
        return urlsplit(self.oauth_url if self.door == "oauth" else self.www_url).netloc
