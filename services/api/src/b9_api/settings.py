"""What the gateway may be told."""

from typing import Annotated, ClassVar, Final, Literal, Self

from pydantic import AfterValidator, Field, IPvAnyNetwork, SecretStr, model_validator

from b9_common.settings import ServiceSettings

# To the letter as a browser sends it: no path, no pattern.
Origin = Annotated[str, Field(pattern=r"^https?://[a-z0-9.-]+(:[0-9]{1,5})?$")]

# Plain HTTP only from this machine: whoever answers in between could sign whatever they like.
JWKS_URL: Final = r"^(https://|http://(127\.0\.0\.1|localhost)[:/])"
ScopeName = Literal["read", "review", "operate", "admin"]


def not_the_users_own(claim: str) -> str:
    """Users write their own user_metadata: nothing there is to be believed."""
    if claim.partition(".")[0] == "user_metadata":
        raise ValueError("users may write their user_metadata themselves")
    return claim


Claim = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(not_the_users_own)]


class DatabaseSettings(ServiceSettings):
    """How this service reaches PostgreSQL."""

    prefix: ClassVar[str] = "B9_API__"

    database_url: SecretStr
    pool_size: int = Field(default=10, ge=1, le=100)
    statement_cache_size: int = Field(
        default=0, ge=0, description="0 for transaction poolers, where a cached statement is lost"
    )


class GatewaySettings(DatabaseSettings):
    """The gateway's own names."""

    host: str = "127.0.0.1"
    port: int = Field(default=10_000, ge=0, le=65_535)
    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(
        default=("127.0.0.1",),
        validate_default=True,
        description="whose X-Forwarded-For says where a caller is",
    )
    token: SecretStr | None = Field(
        default=None, min_length=16, description="an administrator's, which needs no table"
    )
    cron_secret: SecretStr | None = Field(default=None, min_length=16)
    open_reads: bool = Field(default=False, description="whoever has no credentials may read")
    jwt_issuer: str | None = Field(default=None, description="whose signed tokens are believed")
    jwt_audience: str = "authenticated"
    jwt_jwks_url: str | None = Field(default=None, pattern=JWKS_URL)
    jwt_secret: SecretStr | None = Field(default=None, min_length=32, description="for HS256")
    jwt_role_claim: Claim = "app_metadata.role"
    jwt_roles: dict[str, ScopeName] = Field(default={}, description="what each role may do")
    jwt_org_claim: Claim = "app_metadata.org_id"
    cors_origins: tuple[Origin, ...] = ()
    rate_per_s: float = Field(default=300, gt=0, description="of each caller, over time")
    rate_burst: int = Field(default=600, ge=1, description="of each caller, at once")
    failures_per_min: int = Field(
        default=20, ge=1, description="wrong credentials from one address; then 429"
    )
    max_in_flight: int = Field(default=200, ge=1)
    max_waiters: int = Field(default=100, ge=0, description="answers held back by Prefer: wait")
    max_wait_s: int = Field(default=30, ge=1, le=60)
    max_viewers: int = Field(default=1_000, ge=0, description="live streams at once")
    stream_life_s: float = Field(default=3_600, gt=0, description="of a live stream; then bye")
    max_exports: int = Field(default=2, ge=0, description="files of lists at once")
    export_within_s: float = Field(default=600, gt=0, description="one that takes longer is cut")
    reddit_mirror_media: bool = Field(
        default=False, description="copy Reddit's files where neither caller nor community says"
    )
    trace_url: str | None = Field(default=None, description="with {trace_id}, for links")
    media_secret: SecretStr | None = Field(
        default=None, min_length=32, description="signs the addresses of files"
    )
    s3_endpoint: Origin | None = Field(default=None, description="as browsers reach the store")
    s3_bucket: str = Field(default="b9-media", pattern=r"^[a-z0-9.-]{3,63}$")
    s3_region: str = Field(default="auto", description="R2 knows only auto")
    s3_access_key: str | None = Field(default=None, description="of a reader")
    s3_secret_key: SecretStr | None = None

    @model_validator(mode="after")
    def _tokens_can_be_checked(self) -> Self:
        """Tokens need an issuer to be held against, and something to check their signature by."""
        by = self.jwt_jwks_url or self.jwt_secret
        if (self.jwt_issuer is None) != (by is None):
            raise ValueError("JWT_ISSUER goes with JWT_JWKS_URL or JWT_SECRET")
        return self

    @model_validator(mode="after")
    def _files_can_be_found(self) -> Self:
        """An address of ours is of use only where it leads to the store."""
        parts = (self.media_secret, self.s3_endpoint, self.s3_access_key, self.s3_secret_key)
        if len({part is None for part in parts}) > 1:
            raise ValueError("MEDIA_SECRET, S3_ENDPOINT, S3_ACCESS_KEY, S3_SECRET_KEY go together")
        return self
