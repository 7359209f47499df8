"""Every list there is: what it is made of, and its routes."""
