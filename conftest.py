"""What the tests of every member share."""

from hypothesis import settings

# Every run draws other examples, so a few dozen a run tell as much as many at once. How long an
# example takes says how busy the machine is, and nothing else.
settings.register_profile("b9", max_examples=40, deadline=None)
settings.load_profile("b9")
