"""What a source prints is shown, in its order, up to a bound."""

from tests.sandbox.inprocess import looked, of, ran

SOURCE = """import sys, warnings, torch

print("loaded")

class Talking(torch.optim.SGD):
    def step(self, closure=None):
        super().step(closure)
        for p in self.param_groups[0]["params"]:
            print("at", f"{p.item():.2f}", end="; ")
"""


def printed(events):
    return "".join(event.text for event in of(events, "print"))


def test_prints_come_in_their_order():
    """Before the records that came after them."""
    events = ran(SOURCE, "Talking", {"lr": 0.25}, steps=3)
    assert printed(events) == "loaded\nat 0.50; at 0.25; at 0.12; "
    assert [event.event for event in events] == ["print", "steps", "print", "steps", "done"]


def test_the_standard_error_is_shown_too():
    """And warnings, each once, by what they are."""
    said = "import sys, warnings\nprint('a', file=sys.stderr)\nfor _ in 'ab': warnings.warn('old')\nsys.stdout.flush()"
    assert printed(looked(said)) == "a\nUserWarning: old\n"


def test_there_is_an_end_to_it():
    """Some thousand characters are shown, then one line says so, and the run goes on."""
    events = ran(SOURCE.replace("step(closure)", "step(closure); print('x' * 1000)"), "Talking", steps=100)
    text = printed(events)
    assert text.count("x" * 1000) == 8 and text.endswith("\n… the rest is left out: 8,192 characters are shown\n")
    assert len(text) < 8_192 + 100 and events[-1].event == "done"


def test_half_a_character_is_shown_as_one_that_is_not_known():
    """Python can hold it, and nothing outside of it takes it."""
    assert printed(looked("print('a\\ud800b')")) == "a?b\n"


def test_what_is_no_text_is_a_mistake_of_the_author_s():
    """As it is for any file."""
    assert looked("import sys; sys.stdout.write(b'a')")[-1].fault.type == "TypeError"
