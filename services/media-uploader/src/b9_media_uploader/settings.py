"""The uploader's settings: ``B9_MEDIA_UPLOADER__…``."""

import tempfile
from pathlib import Path

from pydantic import Field, SecretStr, field_validator

from b9_common.settings import ServiceSettings
from b9_media_uploader.guard import parse_origin

GIB = 1024**3


class Settings(ServiceSettings):
    """What a deployment decides. Everything about safety is a constant in the code instead."""

    prefix = "B9_MEDIA_UPLOADER__"

    s3_endpoint: str = Field(description="URL of the S3-compatible store")
    s3_bucket: str = Field(default="b9-media", description="must exist")
    s3_access_key: str
    s3_secret_key: SecretStr
    s3_region: str = Field(default="auto", description="R2 knows only auto")
    extra_origins: tuple[str, ...] = Field(
        default=(), description="exact scheme://address:port; for a stack of invented upstreams"
    )
    spool_dir: Path = Field(
        default=Path(tempfile.gettempdir()) / "b9-media-uploader",
        description="on a disk: in memory it would count as ours",
    )
    spool_max_bytes: int = Field(default=2 * GIB, ge=600 * 1024**2)
    in_flight: int = Field(default=8, ge=1, le=64, description="files at a time")
    pages_in_hand: int = Field(default=12, ge=1, le=64)

    @field_validator("extra_origins")
    @classmethod
    def _exact(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            parse_origin(origin)
        return origins
