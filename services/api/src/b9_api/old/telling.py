"""The old answers about a scraper, made of what is known; what is not known is null."""

from datetime import datetime, timedelta
from typing import Any, Final

from b9_api.old.figures import Calls
from b9_api.standing import AT_WORK, Standing
from b9_common.events import Platform
from b9_common.version import VERSION

RATE_WINDOW: Final = timedelta(hours=24)
# Each request goes its own way: there is no cycle to tell of, nor a pause between two.
NO_CYCLE: Final = {"start_time": None, "elapsed_seconds": None}
NOT_MEASURED: Final = dict.fromkeys(
    (
        "memory_mb", "cpu_percent", "current_cycle", "total_cycles_completed",
        "last_cycle_completed_at", "next_cycle_at", "in_waiting_period", "wait_remaining_seconds",
        "wait_remaining_formatted",
    )
)  # fmt: skip


def health(standing: Standing, platform: Platform) -> dict[str, Any]:
    """Whether its processes report."""
    newest = standing.newest
    told: dict[str, Any] = {
        "healthy": standing.healthy,
        "enabled": standing.enabled,
        "status": standing.state,
        "heartbeat_age_seconds": standing.age_s,
        "last_heartbeat": newest.at if newest else None,
        "pid": newest.pid if newest else None,
        "version": VERSION,
        **apart(standing),
    }
    if platform is Platform.INSTAGRAM:
        told |= {"effective_status": standing.state, **NOT_MEASURED}
    return told


def status(standing: Standing, platform: Platform, last_call: datetime | None) -> dict[str, Any]:
    """What is wanted, and how the parts do."""
    return {
        "version": VERSION,
        "system_health": {
            # Its rows have just been read.
            "database": "healthy",
            "scraper": standing.state,
            f"{platform}_api": _upstream(standing),
        },
        "control": control(standing),
        "last_activity": last_call,
        "last_updated": standing.now,
        **apart(standing),
    }


def detailed(
    standing: Standing, platform: Platform, calls: Calls, last_call: datetime | None
) -> dict[str, Any]:
    """The same with today's calls."""
    told: dict[str, Any] = {
        "enabled": standing.enabled,
        "status": standing.state,
        "statistics": {
            "daily_api_calls": calls.total,
            "successful_requests": calls.answered,
            "failed_requests": calls.failed,
            "by_class": calls.by_class,
        },
        "last_activity": last_call,
        "control_info": control(standing),
        **apart(standing),
    }
    if platform is Platform.INSTAGRAM:
        told["cycle"] = {
            "current_cycle": None,
            "cycle_start": None,
            "elapsed_seconds": None,
            "elapsed_formatted": _elapsed(standing),
        }
    return told


def cycle(standing: Standing) -> dict[str, Any]:
    """That there is no cycle."""
    running = standing.state in AT_WORK
    return {
        "success": True,
        "running": running,
        "status": "Running" if running else "Not Active",
        "cycle": {**NO_CYCLE, "elapsed_formatted": _elapsed(standing)},
        "code": "scheduler_missing",
    }


def rate(calls: Calls, since: datetime) -> dict[str, Any]:
    """The share of *calls* that were answered; null where there were none."""
    share = round(100 * calls.answered / calls.total, 2) if calls.total else None
    stats = {
        "total_requests": calls.total,
        "successful_requests": calls.answered,
        "failed_requests": calls.failed,
        "success_rate": share,
        "by_class": calls.by_class,
        "since": since,
    }
    return {"success": True, "stats": stats}


def wanted(standing: Standing, platform: Platform, word: str) -> dict[str, Any]:
    """What start and stop answer: *word* is of the wish, what is observed stands apart."""
    at = "started_at" if standing.enabled else "stopped_at"
    wish = "started" if standing.enabled else "stopped"
    return {
        "success": True,
        "status": word,
        "message": f"the {platform} scraper is wanted {wish}; observed: {standing.state}",
        "pid": standing.newest.pid if standing.newest else None,
        "details": {
            "method": "desired_state",
            "version": VERSION,
            at: standing.desired["updated_at"],
        },
        **apart(standing),
    }


def control(standing: Standing) -> dict[str, Any]:
    """The switch, by its old names."""
    return {
        "enabled": standing.enabled,
        "last_updated": standing.desired["updated_at"],
        "updated_by": standing.desired["updated_by"],
        "pid": standing.newest.pid if standing.newest else None,
        "control_via": "api",
        "control_table": "system_control",
        "control_method": "desired_state",
    }


def apart(standing: Standing) -> dict[str, Any]:
    """What is wanted, and what is observed."""
    return {"desired": standing.desired, "observed": standing.observed()}


def since_when(standing: Standing) -> datetime:
    """From when on calls count: since it was last wanted started, a day at most."""
    a_day_ago = standing.now - RATE_WINDOW
    return max(a_day_ago, standing.desired["updated_at"]) if standing.enabled else a_day_ago


def control_info(platform: Platform) -> dict[str, Any]:
    """How it is started and stopped."""
    base = f"/api/{platform}/scraper"
    return {
        "control_method": "desired_state",
        "control_table": "system_control",
        "description": (
            "Start and stop write what is wanted; every process of the scraper follows within"
            " seconds, finishes what it has in hand, and says so in its heartbeat."
        ),
        "endpoints": {
            "start": f"POST {base}/start",
            "stop": f"POST {base}/stop",
            "status": f"GET {base}/status",
            "health": f"GET {base}/health",
        },
        "states": ["running", "waiting", "alarm", "stopping", "stopped", "stale", "unknown"],
    }


def _upstream(standing: Standing) -> str:
    if standing.breaker is None:
        return "unknown"
    return "healthy" if standing.breaker == "closed" else "unhealthy"


def _elapsed(standing: Standing) -> str:
    return "Unknown" if standing.state in AT_WORK else "Not Active"
