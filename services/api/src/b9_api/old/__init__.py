"""Routes that were there before, under their old names, telling only what is known."""
