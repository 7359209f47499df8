"""Who may ask: keys, tokens, limits, origins, and whose rows a caller sees."""
