"""What the Instagram ingest may be told; every name begins with ``B9_INSTAGRAM_INGEST__``."""

from typing import ClassVar

from pydantic import Field, SecretStr

from b9_common.fetching.calling import Patience
from b9_common.settings import ServiceSettings


class Settings(ServiceSettings):
    """The provider, how many requests at once, and how patient to be."""

    prefix: ClassVar[str] = "B9_INSTAGRAM_INGEST__"

    provider_url: str = Field(description="base URL of the provider's API")
    provider_host: str = Field(description="sent as x-rapidapi-host")
    api_key: SecretStr
    # The entry of this name in the budget bucket is the allowance all processes share.
    provider: str = Field(default="instagram-looter", pattern=r"^[a-z0-9-]{1,63}$")
    cost_per_call_usd: float = Field(default=0.0003, ge=0, description="list price: 75 per 250,000")

    concurrent_requests: int = Field(default=12, ge=1, le=64)
    connect_timeout_s: float = Field(default=5.0, gt=0)
    call_timeout_s: float = Field(default=30.0, gt=0)

    empty_pauses_s: tuple[float, ...] = Field(
        default=(2.0, 5.0), description="an empty page is asked for again after each of these"
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

    @property
    def patience(self) -> Patience:
        """How long to bear with the provider."""
        return Patience(
            retry_pauses_s=self.retry_pauses_s,
            empty_pauses_s=self.empty_pauses_s,
            wait_s=self.wait_s,
            page_tries=self.page_tries,
        )
