"""Install a Debian package, where this machine is a Debian and lets us."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys


def install(package: str) -> bool:
    """Try apt-get as root or through `sudo -n`; say whether it worked. Its output goes to stderr."""
    if shutil.which("apt-get") is None:
        return False
    if os.geteuid() == 0:
        prefix = ["env"]
    elif shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        prefix = ["sudo", "-n", "env"]
    else:
        return False
    apt = [*prefix, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    print(f"Installing Debian's {package} ...", file=sys.stderr, flush=True)
    # An update that fails in part (one broken source) need not stop the install: only the install decides.
    subprocess.run([*apt, "update"], stdout=sys.stderr)
    return (
        subprocess.run([*apt, "install", "-y", "--no-install-recommends", package], stdout=sys.stderr).returncode == 0
    )
