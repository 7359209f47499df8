"""How far the fetch of a creator has come, with what its end is judged by."""

from b9_common.fetching import progress


class Progress(progress.Progress, frozen=True, kw_only=True):
    """The counts are as the profile told them."""

    is_private: bool = False
    followers: int | None = None
    media_count: int | None = None
