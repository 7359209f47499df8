"""Files that we keep, at addresses that an ``<img>`` can load."""
