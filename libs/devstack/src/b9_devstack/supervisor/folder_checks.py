"""Refuse to start where the disk would soon be full."""

import os
import shutil

from b9_devstack.process import ProcessError
from b9_devstack.supervisor.files import StackFolder
from b9_devstack.supervisor.options import StackOptions

GIB = 1024**3


def check_folder(folder: StackFolder, options: StackOptions) -> None:
    """Make the folder; raise `ProcessError` when it has grown too large or the disk is too full."""
    folder.path.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder.path).free / GIB
    if free < options.min_free_gib:
        raise ProcessError(
            f"only {free:.1f} GiB are free for {folder.path}; {options.min_free_gib:.1f} are needed"
        )
    used = size_of(str(folder.path)) / GIB
    if used > options.max_folder_gib:
        raise ProcessError(
            f"{folder.path} holds {used:.1f} GiB, more than its cap of "
            f"{options.max_folder_gib:.0f}: run `./b9 reset`, or remove the folder"
        )


def size_of(path: str) -> int:
    """The bytes that the files below *path* take on disk."""
    total = 0
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    total += size_of(entry.path)
                else:
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
    except (FileNotFoundError, PermissionError):
        return total  # it vanished while we looked, or belongs to the database's own user
    return total
