"""Lists as files: every row that a list's question has, as of one moment, read as it is sent."""
