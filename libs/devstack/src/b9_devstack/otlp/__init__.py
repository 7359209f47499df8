"""A small receiver of OTLP over HTTP: spans and logs become lines of JSON that can be read back."""
