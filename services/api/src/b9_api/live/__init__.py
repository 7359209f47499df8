"""The live feed: one listener per process, fanned out to every viewer by topic."""
