"""The reconciler: what was announced, what is stored, and what differs."""
