"""For tests alone: invented events, and a request as the gateway leaves it."""
