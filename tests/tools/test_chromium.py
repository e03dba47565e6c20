"""A Chromium is found or installed; a machine without one is told so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "chromium.py"
WORKS = "#!/bin/sh\necho Chromium 150\n"
A_NOTE = "#!/bin/sh\necho 'Type: snap install chromium' >&2\nexit 1\n"
APT = """#!/bin/sh
case "$*" in *install*chromium*) printf '#!/bin/sh\\n' > "$HERE/chromium"; /bin/chmod +x "$HERE/chromium" ;; esac
"""


@pytest.fixture
def machine(tmp_path):
    """A machine whose PATH is one folder, with nothing of Playwright's: put programs there, and look for a browser."""

    class Machine:
        path = tmp_path

        def has(self, name, script):
            (tmp_path / name).write_text(script)
            (tmp_path / name).chmod(0o755)
            return str(tmp_path / name)

        def look(self, **environment):
            nowhere = {"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1"}
            kept = {name: value for name, value in os.environ.items() if name != "KUDARI_CHROMIUM"}
            env = {**kept, **nowhere, "PATH": str(tmp_path), "HERE": str(tmp_path), **environment}
            return subprocess.run([sys.executable, TOOL], env=env, capture_output=True, text=True)

    return Machine()


def test_the_one_in_path_is_found(machine):
    """A browser that starts is printed, and nothing else is."""
    chromium = machine.has("google-chrome", WORKS)
    assert machine.look().stdout == f"{chromium}\n"


def test_one_that_does_not_start_is_passed_over(machine):
    """Ubuntu's `chromium-browser` may be a note that says where to find one."""
    machine.has("chromium-browser", A_NOTE)
    chrome = machine.has("google-chrome-stable", WORKS)
    assert machine.look().stdout == f"{chrome}\n"


def test_debian_s_is_installed_where_there_is_none(machine):
    """As root, or where sudo asks for no password, apt-get brings one."""
    machine.has("apt-get", APT)
    machine.has("sudo", '#!/bin/sh\nshift\nexec "$@"\n')
    machine.has("true", "#!/bin/sh\n")
    machine.has("env", '#!/bin/sh\nexec /usr/bin/env "$@"\n')
    assert machine.look().stdout == f"{machine.path / 'chromium'}\n"


def test_a_machine_that_can_have_none_is_told(machine):
    """Where none is there and none can be installed, it fails and says what to do."""
    looked = machine.look()
    assert looked.returncode != 0
    assert looked.stdout == ""
    assert "install one, or set KUDARI_CHROMIUM" in looked.stderr


def test_the_one_that_is_asked_for_is_used(machine):
    """KUDARI_CHROMIUM wins over what is in PATH, and one that doesn't start is not replaced in silence."""
    machine.has("chromium", WORKS)
    own, broken = machine.has("own", WORKS), machine.has("broken", A_NOTE)
    assert machine.look(KUDARI_CHROMIUM=own).stdout == f"{own}\n"
    refused = machine.look(KUDARI_CHROMIUM=broken)
    assert refused.returncode != 0
    assert f"{broken!r}, which does not start" in refused.stderr
