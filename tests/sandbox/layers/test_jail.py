"""An empty root, and a user of one's own. Root alone has them."""

import pytest

from app.sandbox.layers import jail
from tests.sandbox.alone import ROOT, alone

IN_IT = """
jail.stand_in_it()
inside = attempt(jail.enter, 61500)
"""


def expected(*words):
    """What is said in the jail; an ordinary user isn't let in."""
    return (["works", *words] if ROOT else ["EPERM"]), 0


def test_nothing_is_in_it():
    """No path leads anywhere, and the way up is no way out."""
    looks = "for path in ('/etc', '/..', '.'): inside == 'works' and say(attempt(os.listdir, path))"
    assert alone(f"{IN_IT}say(inside)\n{looks}") == expected(*["EACCES"] * 3)


def test_nothing_can_be_made_in_it():
    """Not even by root: the folder is no more."""
    body = IN_IT.replace("jail.enter, 61500", "os.chroot, '.'")
    assert alone(f"{body}say(inside)\nif inside == 'works': say(attempt(os.mkdir, '/x'))") == expected("ENOENT")


def test_it_is_left_for_good():
    """The rights of root are gone with the user, all three of them, and the groups."""
    users = "*os.getresuid(), *os.getresgid(), os.getgroups(), attempt(os.setuid, 0)"
    assert alone(f"{IN_IT}say(inside)\nif inside == 'works': say({users})") == expected(*["61500"] * 6, "[]", "EPERM")


def test_nothing_is_left_of_it(tmp_path):
    """The folder is gone as soon as it is stood in."""
    tmp_path.chmod(0o777)
    said, code = alone(f"import tempfile\ntempfile.tempdir = {str(tmp_path)!r}\njail.stand_in_it()\nsay('there')")
    assert (said, code, [*tmp_path.iterdir()]) == (["there"], 0, [])


def test_slots_have_users_of_their_own():
    """No two of a fork server's, and none that is a person's or root."""
    users = [jail.user(4_194_303, 64, slot) for slot in range(64)]
    assert len({*users}) == 64 and all(61_184 <= user < 65_520 for user in users)


@pytest.mark.parametrize(("other", "answer"), [(61501, "EPERM"), (61500, "works")])
def test_another_slot_is_out_of_reach(other, answer):
    """A process of one slot can't send a signal to one of another."""
    body = f"""
read, write = os.pipe()
pid = os.fork()
if pid == 0:
    inside = attempt(os.setresuid, {other}, {other}, {other})
    os.write(write, b"!")
    signal.pause()
os.read(read, 1)
answer = "works"
if os.geteuid() == 0:
    jail.stand_in_it()
    parent = os.fork()
    if parent == 0:
        jail.enter(61500)
        say("works", attempt(os.kill, pid, 0))
        os._exit(0)
    os.wait4(parent, 0)
else:
    say(attempt(jail.enter, 61500))
os.kill(pid, 9)
os.wait4(pid, 0)
"""
    assert alone(body) == expected(answer)
