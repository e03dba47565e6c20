"""A process that takes a layer, tries something, and says what came of it."""

import os
import subprocess
import sys

from app.sandbox.launch import environment

ORDINARY = 65_534
"""A user who may nothing; in a process of root's, which becomes it. An ordinary user stays who it is."""
PRELUDE = """
import ctypes, errno, mmap, os, resource, signal, socket, sys
from app.sandbox.layers import death, descriptors, jail, kernel, landlock, limits, priority, privileges, probes, seccomp
from app.sandbox.launch import Launch
from app.sandbox.layers.syscalls import machine
from app.sandbox.lock import Lock, Missing

os.dup2(1, 3)

def say(*words):
    os.write(3, (" ".join(map(str, words)) + "\\n").encode())

def attempt(call, *arguments):
    try:
        call(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]
    return "works"
"""
BECOME = f"""
if os.geteuid() == 0:
    os.setgroups([])
    os.setresgid({ORDINARY}, {ORDINARY}, {ORDINARY})
    os.setresuid({ORDINARY}, {ORDINARY}, {ORDINARY})
"""
ROOT = os.geteuid() == 0


def alone(body, *, ordinary=False, **options):
    """What a process says that does this, and how it ends."""
    source = PRELUDE + (BECOME if ordinary else "") + body
    done = subprocess.run(
        [sys.executable, "-P", "-c", source], env=environment(), capture_output=True, text=True, timeout=60, **options
    )
    print(done.stderr, file=sys.stderr)
    return done.stdout.split(), done.returncode
