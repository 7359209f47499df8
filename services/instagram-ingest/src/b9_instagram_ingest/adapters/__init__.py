"""The outside world of the ingest: the provider over HTTP, the broker for what was found."""
