"""Which door to Reddit is used, and how: the part of the ingest's settings that is about it."""

import re
from pathlib import Path
from typing import Final, Literal

from pydantic import Field, SecretStr, field_validator, model_validator

from b9_common.settings import ServiceSettings
from b9_common.version import VERSION

# Reddit asks for platform, name and version; who runs it may say so in the setting.
USER_AGENT: Final = f"python:b9-reddit-ingest:{VERSION}"

_BROWSER: Final = re.compile(r"mozilla|applewebkit|chrome|safari|firefox|gecko", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"[\s,]+")


class DoorSettings(ServiceSettings):
    """
    ``oauth`` is the official API and asks for credentials of an application; ``public`` needs
    none and is let through less.
    """

    door: Literal["oauth", "public"] = "oauth"
    client_id: str = Field(
        default="", pattern=r"^[^:]*$", description="of the application; for door=oauth"
    )
    client_secret: SecretStr = SecretStr("")
    oauth_url: str = Field(default="https://oauth.reddit.com", pattern=r"^https?://[^/?#]+/?$")
    www_url: str = Field(
        default="https://www.reddit.com",
        pattern=r"^https?://[^/?#]+/?$",
        description="gives out tokens, and is the public door",
    )
    user_agent: str = Field(default=USER_AGENT, min_length=8, max_length=200)
    proxies: SecretStr = Field(
        default=SecretStr(""), description="URLs of egress proxies, by commas or white space"
    )

    ca_file: Path | None = Field(
        default=None, description="certificates that are trusted besides the system's"
    )

    connect_timeout_s: float = Field(default=5.0, gt=0)
    call_timeout_s: float = Field(default=15.0, gt=0, description="one call, however it travels")
    readers: int = Field(
        default=0, ge=0, le=64, description="processes that read large answers; 0: by the machine"
    )
    keywords_file: Path | None = Field(
        default=None, description="phrases that suggest a review; without it the packaged ones"
    )

    @field_validator("user_agent")
    @classmethod
    def _is_our_own(cls, value: str) -> str:
        if _BROWSER.search(value) or not value.isprintable() or not value.isascii():
            raise ValueError("must name this program, not a browser, in printable ASCII")
        return value

    @model_validator(mode="after")
    def _has_credentials(self) -> "DoorSettings":
        if self.door == "oauth" and not (self.client_id and self.client_secret.get_secret_value()):
            raise ValueError("DOOR=oauth needs CLIENT_ID and CLIENT_SECRET; DOOR=public does not")
        return self

    @property
    def proxy_urls(self) -> tuple[str, ...]:
        """The proxies one by one; never to be shown."""
        return tuple(filter(None, _BETWEEN.split(self.proxies.get_secret_value())))
