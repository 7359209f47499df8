"""
Become another program whose life is tied to its parent's: run by path, never imported.

``python -I -S launch.py PARENT_PID MODE PROGRAM [ARG…]``, where MODE is ``same``, ``namespace``
(root becomes an ordinary user inside a user namespace of its own) or ``nobody``.

A small program rather than a ``preexec_fn``, because Python between fork and exec is unsafe in a
process with threads. The death signal is set last: changing the user would clear it.
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
CLONE_NEWUSER = 0x10000000
NOBODY = 65534
INSIDE_ID = 1000  # any number but 0 will do: PostgreSQL only refuses root


def main() -> None:
    """Change the user as asked, tie the knot, and exec."""
    parent, mode, *argv = sys.argv[1:]
    libc = ctypes.CDLL(None, use_errno=True)
    if mode == "namespace":
        enter_namespace(libc)
    elif mode == "nobody":
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != int(parent):
        sys.exit("the parent died before its child began")
    os.closerange(3, 4096)  # whatever the parent itself had inherited, such as a shell's pipes
    os.execv(argv[0], argv)  # noqa: S606  # exec is this file's whole purpose


def enter_namespace(libc: ctypes.CDLL) -> None:
    """Map the present user to an ordinary one, giving up every privilege outside."""
    uid, gid = os.geteuid(), os.getegid()
    if libc.unshare(CLONE_NEWUSER) != 0:
        sys.exit(f"unshare: {os.strerror(ctypes.get_errno())}")
    Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    Path("/proc/self/uid_map").write_text(f"{INSIDE_ID} {uid} 1", encoding="ascii")
    Path("/proc/self/gid_map").write_text(f"{INSIDE_ID} {gid} 1", encoding="ascii")


if __name__ == "__main__":
    main()
