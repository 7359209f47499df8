"""
An invented Reddit: its token endpoint, its two doors, its media, and levers to make them misbehave.

Everything it says derives from a seed, so that another process tells the same story. It knows
nothing of the services that read it.
"""
