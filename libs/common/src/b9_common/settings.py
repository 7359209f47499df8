"""Settings from the environment: frozen, typed, and unknown names refused.

Shared names are ``B9_NAME``, a service's own ``B9_<SERVICE>__NAME``. A field that holds a secret
may be given as ``…_FILE`` instead, naming a file that holds it.
"""

import difflib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar, Final, Literal, TypeVar, get_args

from pydantic import Field, SecretStr, ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from b9_common.errors import FatalError
from b9_common.redaction import MASK, redact_fields, register_secret

SHARED_PREFIX: Final = "B9_"
FILE_SUFFIX: Final = "_FILE"
MAX_SECRET_FILE_BYTES: Final = 64 * 1024

LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]


class _Settings(BaseSettings):
    """Read through `load` alone, so that nothing slips in from elsewhere."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
    prefix: ClassVar[str]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  the base class calls it by name
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003  as above
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003  as above
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003  as above
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


class SharedSettings(_Settings):
    """What every process may be told; the closed list of ``B9_`` names without ``__``."""

    prefix = SHARED_PREFIX

    nats_url: str = "nats://127.0.0.1:4222"
    nats_replicas: Literal[1, 3, 5] = 1
    log_level: LogLevel = "INFO"
    otlp_url: str | None = Field(default=None, description="base URL of an OTLP/HTTP receiver")
    instance: str = Field(default="0", pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")
    git_sha: str = "unknown"
    upstream: Literal["simulator", "live"] = "simulator"
    stack: str | None = Field(default=None, description="folder of the stack's state files")
    test_backend: Literal["processes", "containers"] = "processes"
    operator_token: SecretStr | None = None


class ServiceSettings(_Settings):
    """Base of a service's own settings: set *prefix*, such as ``B9_PERSISTER__``."""

    health_host: str = "127.0.0.1"
    health_port: int = Field(default=0, ge=0, le=65_535, description="0 picks a free one")


AnySettings = TypeVar("AnySettings", bound=_Settings)


def load(
    settings_class: type[AnySettings], environ: Mapping[str, str] | None = None
) -> AnySettings:
    """
    The settings of *settings_class*, from *environ* (the process's own if not given).

    Raises `FatalError` naming the variable: unknown, missing, unreadable or of a wrong form. No
    message holds a value. Secrets are registered, so no log line can show them afterwards.
    """
    environ = os.environ if environ is None else environ
    refuse_unknown_names(settings_class, environ)
    environ = _with_secret_files(settings_class, environ)
    source = EnvSettingsSource(settings_class, env_prefix=settings_class.prefix)
    source.env_vars = {name.lower(): value for name, value in environ.items()}
    try:
        settings = settings_class(**source())
    except ValidationError as exc:
        problems = "; ".join(_problem(settings_class, error) for error in exc.errors())
        raise FatalError(problems) from None
    except ValueError as exc:
        raise FatalError(f"{settings_class.prefix}*: {exc}") from None
    for value in _secrets(settings):
        register_secret(value)
    return settings


def refuse_unknown_names(settings_class: type[_Settings], environ: Mapping[str, str]) -> None:
    """
    Raise `FatalError` for a misspelt name: under the own prefix, or ``B9_X`` without ``__``.

    Names under other services' prefixes are theirs to judge.
    """
    own, shared = known_names(settings_class), known_names(SharedSettings)
    for name in sorted(environ):
        upper = name.upper()
        if not upper.startswith(SHARED_PREFIX) or name in own or name in shared:
            continue
        if "__" not in upper:
            raise FatalError(f"unknown setting {name}{_nearest(upper, shared)}")
        if upper.startswith(settings_class.prefix) and settings_class.prefix != SHARED_PREFIX:
            raise FatalError(f"unknown setting {name}{_nearest(upper, own)}")


def known_names(settings_class: type[_Settings]) -> frozenset[str]:
    """Every environment variable that *settings_class* reads."""
    names: set[str] = set()
    for field_name, field in settings_class.model_fields.items():
        name = f"{settings_class.prefix}{field_name.upper()}"
        names.add(name)
        if _is_secret(field):
            names.add(name + FILE_SUFFIX)
    return frozenset(names)


def describe(settings: _Settings) -> dict[str, Any]:
    """The settings in force by variable name, secrets masked: fit to be logged."""
    values = {
        name: (MASK if value.get_secret_value() else "") if isinstance(value, SecretStr) else value
        for name, value in settings
    }
    return {
        f"{settings.prefix}{key.upper()}": value for key, value in redact_fields(values).items()
    }


def _nearest(name: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.0)
    return f"; the nearest known name is {close[0]}" if close else ""


def _is_secret(field: FieldInfo) -> bool:
    return field.annotation is SecretStr or SecretStr in get_args(field.annotation)


def _with_secret_files(
    settings_class: type[_Settings], environ: Mapping[str, str]
) -> Mapping[str, str]:
    resolved = dict(environ)
    for field_name, field in settings_class.model_fields.items():
        name = f"{settings_class.prefix}{field_name.upper()}"
        path = resolved.pop(name + FILE_SUFFIX, None) if _is_secret(field) else None
        if path is None:
            continue
        if name in resolved:
            raise FatalError(f"{name} and {name}{FILE_SUFFIX} are both set; give one")
        resolved[name] = _read_secret(name + FILE_SUFFIX, Path(path))
    return resolved


def _read_secret(name: str, path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as file:
            return file.read(MAX_SECRET_FILE_BYTES).strip()
    except (OSError, UnicodeDecodeError) as exc:
        raise FatalError(f"{name}: {path} cannot be read ({type(exc).__name__})") from exc


def _problem(settings_class: type[_Settings], error: Any) -> str:
    field, *inner = (str(part) for part in error["loc"]) if error["loc"] else ("*",)
    name = f"{settings_class.prefix}{field.upper()}"
    return f"{'.'.join((name, *inner))}: {error['msg']}"


def _secrets(settings: _Settings) -> Iterable[str]:
    return (value.get_secret_value() for _, value in settings if isinstance(value, SecretStr))
