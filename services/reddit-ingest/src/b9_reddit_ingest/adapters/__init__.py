"""The outside world of the ingest: Reddit over HTTP, the broker for what was found."""
