"""B9's servers as child processes, their supervisor, and the upstream simulator."""
