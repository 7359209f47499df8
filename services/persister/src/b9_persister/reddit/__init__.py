"""What rows pages of Reddit become, and what they add up to. Pure."""
