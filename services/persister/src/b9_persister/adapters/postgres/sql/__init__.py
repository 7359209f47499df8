"""Every statement the service uses, each a constant."""
