"""Organisations: whose requests, keys and audit are apart."""

from typing import Final

# Whose the deployment is.
DEFAULT_ORG: Final = "default"
