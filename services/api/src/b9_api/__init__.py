"""The gateway and its dispatcher."""
