"""All layers together: which must be there, and that nobody goes on without them."""

import re
from pathlib import Path

import pytest

from app.sandbox.layers.allowed import ALLOWED
from app.sandbox.lock import OPTIONAL
from tests.sandbox.alone import ROOT, alone

CLOSE = """
lock = Lock.of(Launch(without={without!r}))
pid = os.fork()
if pid == 0:
    pipe = os.dup(1)
    try:
        there = lock.close(0, pipe)
        say(*(f"{{name}}={{version}}" for name, version in there.items()))
    except Missing as missing:
        os.write(3, str(missing).encode())
    os._exit(0)
os.wait4(pid, 0)
"""
REQUIRED = ["descriptors", "priority", "death", "privileges", "limits", "seccomp", "probes"]
each_user = pytest.mark.parametrize("ordinary", [False, True], ids=["root", "an ordinary user"])


def close(*without, ordinary=False):
    """What is said of a lock that is closed without these."""
    said, code = alone(CLOSE.format(without=without), ordinary=ordinary)
    assert code == 0
    return said


@each_user
def test_all_that_must_be_there_is(ordinary):
    """By root and by an ordinary user; the jail is root's alone."""
    there = dict(each.split("=") for each in close(ordinary=ordinary))
    assert all(there[name] == "1" for name in REQUIRED)
    assert there["jail"] == str(int(ROOT and not ordinary))


@each_user
def test_what_not_every_machine_has_may_be_missing(ordinary):
    """It is said, and the rest is taken."""
    there = dict(each.split("=") for each in close(*OPTIONAL, ordinary=ordinary))
    assert [there[name] for name in sorted(OPTIONAL)] == ["0", "0"]
    assert all(there[name] == "1" for name in REQUIRED)


@each_user
def test_without_the_list_of_calls_nothing_goes_on(ordinary):
    """The probes find that a file fails for another reason, and say so."""
    assert close("seccomp", ordinary=ordinary)[:2] == ["probes:", "open:"]


@pytest.mark.parametrize("name", sorted({*REQUIRED} - {"descriptors", "privileges", "seccomp"}))
def test_no_required_layer_is_left_out(name):
    """Nobody is run with one less, whoever asks for it."""
    assert close(name) == [f"{name}:", "left", "out"]


def test_without_no_new_privileges_there_is_no_list():
    """The kernel itself refuses the filter of calls then."""
    assert close("privileges")[0] == "seccomp:"


def test_a_layer_that_fails_is_named():
    """With the reason that the system gives."""
    body = CLOSE.format(without=()).replace("pid = os.fork()", "lock = Lock(lock.launch, 1, False)\npid = os.fork()")
    assert alone(body)[0][:4] == ["death:", "the", "fork", "server"]


def test_where_there_is_no_folder_there_is_no_jail(tmp_path):
    """A root without room for an empty folder goes on as an ordinary user does."""
    tmp_path.chmod(0o500)
    body = f"import tempfile\ntempfile.tempdir = {str(tmp_path / 'none')!r}\n" + CLOSE.format(without=())
    assert "jail=0" in alone(body)[0]


def test_the_page_on_security_tells_each_layer():
    """In the order in which they are taken, with as many calls as there are."""
    page = (Path(__file__).parents[2] / "docs/security.md").read_text()
    rows = re.findall(r"^\| (\w+)(?: \(as root\))? \|", page.split("## The layers")[1].split("## ")[0], re.M)
    assert [name.lower() for name in rows[1:]] == [each.split("=")[0] for each in close() if "left" not in each]
    assert f"{len(ALLOWED)} system calls, six of them" in page and sum(map(bool, ALLOWED.values())) == 6
