"""What rows pages of Instagram become, and what they add up to. Pure."""
