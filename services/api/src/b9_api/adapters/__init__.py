"""The outside world of the gateway: PostgreSQL and the broker."""
