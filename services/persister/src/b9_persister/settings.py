"""What the persister may be told: ``B9_PERSISTER__…``."""

from typing import ClassVar

from pydantic import Field, SecretStr

from b9_common.settings import ServiceSettings


class Settings(ServiceSettings):
    """Where the rows go, and how many connections that may take."""

    prefix: ClassVar[str] = "B9_PERSISTER__"

    database_url: SecretStr = Field(description="as the role b9_persister")
    pool_size: int = Field(default=8, ge=2, le=20)
    statement_cache_size: int = Field(
        default=100, ge=0, description="0 behind a transaction pooler, which loses prepared ones"
    )
    content_batches: int = Field(default=2, ge=1, le=4, description="content transactions at once")
