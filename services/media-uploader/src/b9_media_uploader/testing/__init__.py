"""For tests, never for the service: small files of every kind, a CDN that misbehaves, fakes."""
