"""People's changes: checked, audited, bounded, and undone where nobody decided since."""
