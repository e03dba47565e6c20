"""The look at the lock: it sees each thing that works."""

import pytest

from app.sandbox.layers.probes import ATTEMPTS
from tests.sandbox.alone import alone

SAID = "try:\n    probes.probe()\n    say('held')\nexcept probes.Leak as leak:\n    say(leak)\nos._exit(0)"
LOCKED = "kernel.prctl(38, 1)\nseccomp.filter_calls()\n"


def test_a_lock_that_holds_is_seen():
    """Nothing works: the filter of calls is enough for that."""
    assert alone(LOCKED + SAID) == (["held"], 0)


@pytest.mark.parametrize("name", ATTEMPTS)
def test_each_leak_is_seen(name):
    """What is tried works without the filter of calls, or fails for another reason: each is found by itself."""
    one = f"probes.ATTEMPTS = {{ {name!r}: probes.ATTEMPTS[{name!r}] }}\n"
    said, code = alone(one + SAID)
    assert " ".join(said).startswith(name) and code == 0


def test_other_layers_are_not_enough():
    """Where only the limits hold, files are out of reach, and yet nothing is run."""
    body = "limits.bound(9, 2**29, limits.memory())\nprivileges.give_up()\n"
    said, _ = alone(body + SAID, ordinary=True)
    assert said[:1] == ["open:"]
