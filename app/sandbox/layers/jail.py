"""An empty folder for a root, and a user of its own for each slot. Root alone can. man 2 chroot, man 2 setresuid."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

FIRST_USER = 61_184
USERS = 4_336
"""Nobody's: systemd gives these to services for a while, and no person has one."""


def stand_in_it() -> None:
    """Go into a folder that is deleted: nothing is in it, and nothing can be made there. Its children stay in it."""
    path = Path(tempfile.mkdtemp(prefix="kudari-jail-"))
    os.chdir(path)
    path.rmdir()


def enter(user: int) -> None:
    """Have that folder for a root, and be this user, in the group of the same number and no other. Raises OSError."""
    os.chroot(".")
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def user(server: int, slots: int, slot: int) -> int:
    """The user of a slot: another for each slot of a fork server, and most likely for each fork server."""
    return FIRST_USER + (server * slots + slot) % USERS
