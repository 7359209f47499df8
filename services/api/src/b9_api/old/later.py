"""What needs a scheduler or a job runner, which do not exist yet: 501, and nothing made up."""

from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from b9_api.answers import old as answers
from b9_api.http.caller import Scope, cron_caller, needs
from b9_api.http.problems import Problem
from b9_api.http.replies import Reply
from b9_api.http.says import says
from b9_api.services import Services

RELATED_MISSING: Final = "related_discovery_missing"
RUNNER_MISSING: Final = "job_runner_missing"
NO_RELATED: Final = "nothing here asks for related accounts yet"
NO_RUNNER: Final = "nothing here runs jobs yet"
CRON_JOBS: Final = ("cleanup-logs", "migrate-cdn-to-r2")


class Discover(BaseModel):
    """How fast related accounts were to be asked for."""

    model_config = ConfigDict(extra="forbid", strict=True)

    batch_size: int = Field(default=10, ge=1, le=1_000)
    delay_seconds: float = Field(default=2, ge=0, le=3_600)


class Job(BaseModel):
    """A job of the old kind."""

    model_config = ConfigDict(extra="forbid", strict=True)

    job_type: str = Field(min_length=1, max_length=100)
    parameters: dict[str, Any] = Field(default_factory=dict)
    priority: str = Field(default="normal", max_length=20)


def related(services: Services) -> APIRouter:
    """Accounts related to approved creators."""
    routes = APIRouter(prefix="/api/instagram/related-creators", tags=["old: related creators"])

    @routes.post(
        "/start",
        dependencies=[needs(Scope.OPERATE)],
        status_code=501,
        **says(
            "start_related_creators",
            "Ask for related accounts",
            {},
            refuses=[RELATED_MISSING],
            example={"batch_size": 10},
        ),
    )
    async def start(body: Discover | None = None) -> Reply:  # noqa: ARG001  its shape is checked and told
        raise _missing(RELATED_MISSING, NO_RELATED)

    @routes.post(
        "/stop",
        dependencies=[needs(Scope.OPERATE)],
        status_code=501,
        **says("stop_related_creators", "Ask no more", {}, refuses=[RELATED_MISSING]),
    )
    async def stop() -> Reply:
        raise _missing(RELATED_MISSING, NO_RELATED)

    @routes.get(
        "/unprocessed-count",
        dependencies=[needs(Scope.READ)],
        **says("count_unprocessed_creators", "Of whom nobody asked yet", answers.Unprocessed),
    )
    async def unprocessed() -> Reply:
        return Reply({"count": await services.figures.unprocessed()})

    @routes.get(
        "/status",
        dependencies=[needs(Scope.READ)],
        **says("get_related_creators_status", "That nothing asks", answers.RelatedStatus),
    )
    async def status() -> Reply:
        told: dict[str, Any] = {
            "is_running": False,
            "current": 0,
            "total": 0,
            "current_creator": None,
            "new_creators_found": 0,
            "errors": [],
            "code": RELATED_MISSING,
        }
        return Reply(told)

    return routes


def cron(*, secret_configured: bool) -> APIRouter:
    """What a cron was to call."""
    routes = APIRouter(prefix="/api/cron", tags=["old: cron"])

    @routes.post(
        "/cleanup-logs",
        dependencies=[cron_caller()],
        status_code=501,
        **says("run_cleanup_logs", "Delete old logs", {}, refuses=[RUNNER_MISSING]),
    )
    async def cleanup_logs(
        retention_days: Annotated[int, Query(ge=1, le=365)] = 30,  # noqa: ARG001  its shape is checked and told
    ) -> Reply:
        raise _missing(RUNNER_MISSING, NO_RUNNER)

    @routes.post(
        "/migrate-cdn-to-r2",
        dependencies=[cron_caller()],
        status_code=501,
        **says("run_migrate_cdn", "Copy files", {}, refuses=[RUNNER_MISSING]),
    )
    async def migrate(
        media_type: Literal["all", "profile", "posts", "reels"] = "all",  # noqa: ARG001  its shape is checked and told
        batch_size: Annotated[int, Query(ge=1, le=50)] = 10,  # noqa: ARG001  its shape is checked and told
    ) -> Reply:
        raise _missing(RUNNER_MISSING, NO_RUNNER)

    @routes.get(
        "/health",
        dependencies=[needs(Scope.READ)],
        **says("get_cron_health", "Whether jobs run", answers.CronHealth),
    )
    async def health() -> Reply:
        told = {
            "status": RUNNER_MISSING,
            "service": "cron-jobs",
            "cron_secret_configured": secret_configured,
            "available_jobs": [],
            "jobs": [{"name": name, "runs": False, "code": RUNNER_MISSING} for name in CRON_JOBS],
        }
        return Reply(told)

    return routes


def jobs() -> APIRouter:
    """Jobs of the old kind, which nobody ever worked on."""
    routes = APIRouter(prefix="/api/jobs", tags=["old: jobs"])

    @routes.post(
        "/start",
        dependencies=[needs(Scope.OPERATE)],
        status_code=501,
        **says(
            "start_job",
            "Start a job",
            {},
            refuses=[RUNNER_MISSING],
            example={"job_type": "cleanup_logs"},
        ),
    )
    async def start(body: Job) -> Reply:  # noqa: ARG001  its shape is checked and told
        raise _missing(RUNNER_MISSING, NO_RUNNER)

    @routes.get(
        "/{job_id}",
        dependencies=[needs(Scope.READ)],
        status_code=404,
        **says("get_job", "A job", {}, refuses=["unknown_job"]),
    )
    async def job(job_id: str) -> Reply:  # noqa: ARG001  its shape is checked and told
        raise Problem(404, "unknown_job", "no such job")

    return routes


def _missing(code: str, detail: str) -> Problem:
    return Problem(501, code, detail)
