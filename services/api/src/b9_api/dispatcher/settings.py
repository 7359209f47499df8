"""What the dispatcher may be told."""

from typing import ClassVar

from pydantic import Field

from b9_api.settings import DatabaseSettings


class DispatcherSettings(DatabaseSettings):
    """The dispatcher's own names."""

    prefix: ClassVar[str] = "B9_DISPATCHER__"

    pool_size: int = Field(default=5, ge=2, le=100)
    stalled_after_s: float = Field(
        default=120, gt=0, description="silence of a fetch before it is sent again"
    )
    media_stalled_after_s: float = Field(
        default=300, gt=0, description="the same for what follows the fetch"
    )
    max_stalled_drives: int = Field(default=20, ge=1)
    sweep_every_s: float = Field(default=5, gt=0)
    discovered_scans_per_day: int = Field(
        default=500, ge=0, description="of communities that discoveries found, each once (UTC days)"
    )
    keep_days: int = Field(default=30, ge=1, description="of events and call records")
