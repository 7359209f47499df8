"""
An invented Instagram: a provider's API, its CDN, and levers to make both misbehave on purpose.

Everything it says derives from a seed, so that another process tells the same story. It knows
nothing of the services that read it.
"""
