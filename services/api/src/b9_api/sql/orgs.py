"""Whose rows a statement may see."""

from typing import Final

# In every statement that reads what organisations have apart; its first parameter is whose.
OF_ORG: Final = "org_id = $1"
