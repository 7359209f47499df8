"""What lies outside the service."""
