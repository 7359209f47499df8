from hypothesis import settings

# How long an example takes says how busy the machine is, and nothing else.
settings.register_profile("b9-media-uploader", deadline=None)
settings.load_profile("b9-media-uploader")
