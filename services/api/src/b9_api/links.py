"""Where a client finds what it was told of."""

from uuid import UUID


def request_links(
    request_id: UUID | str, trace_id: str | None, trace_url: str | None
) -> dict[str, str | None]:
    """The request itself, its events, and its trace where there is a viewer for it."""
    own = f"/api/requests/{request_id}"
    trace = trace_url.format(trace_id=trace_id) if trace_url and trace_id else None
    return {"self": own, "events": f"{own}/events", "trace": trace}
