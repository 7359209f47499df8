"""The smoke test: one request through everything, asked after at every layer."""
