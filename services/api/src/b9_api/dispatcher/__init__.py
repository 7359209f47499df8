"""The second process of the gateway: relays, re-drives, applies what people asked for, mirrors."""
