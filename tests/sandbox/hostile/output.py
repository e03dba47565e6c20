"""Saying too much, or what nobody asked, past the runner to the server."""

from .program import ended, harmless, whole

FIND = """
import json, os
def say(*lines):
    for number in range(3, 1024):
        try:
            for line in lines:
                while line:
                    line = line[os.write(number, line):]
        except OSError:
            continue
"""
"""`say` writes to whatever is open."""

STEPS = {"step": [0], "point": [[1.0]], "loss": [1.0], "grad": [[2.0]], "state": {}}


def forged(name: str, *lines: str, ends: tuple[str, ...] = ("Malformed",)):
    """A program that writes lines of its own among those of the runner."""
    return ended(name, f"{FIND}\nsay({', '.join(lines)})", *ends)


FLOODS = [
    harmless("prints_without_end", "for number in range(10 ** 5): print(number)"),
    harmless("prints_one_long_line", "print('x' * 10 ** 7)"),
    harmless("prints_what_is_no_text", "print('\\\\udcff \\x1b[2J \\x00 \\u202e')"),
    harmless("warns_without_end", "import warnings\nfor number in range(10 ** 4): warnings.warn(str(number))"),
    harmless("writes_to_where_it_printed", "import os\nfor number in (0, 1, 2): os.write(number, b'x')"),
    harmless("prints_past_the_catcher", "import sys; sys.__stdout__.write('past'); sys.__stdout__.flush()"),
    harmless("closes_where_it_prints", "import sys; sys.stdout.close(); sys.stdout = None"),
    ended("says_too_much", FIND + "while True: say(b'x' * 65536)", "Output", "Malformed"),
    ended("never_ends_a_line", FIND + "say(b'{' * (2 << 20))", "Output", "Malformed"),
]

FORGED = [
    forged("says_nonsense", "b'nonsense\\n'"),
    forged("says_bytes_that_are_no_text", "b'\\xff\\xfe\\n'"),
    forged("says_nothing", "b'\\n'"),
    forged("says_an_unknown_event", """b'{"event": "shutdown"}\\n'"""),
    forged("says_a_list", "b'[1, 2, 3]\\n'"),
    forged(
        "says_what_is_no_number",
        """b'{"event": "steps", "steps": {"step": [0], "point": [[NaN]], "loss": [Infinity], "grad": [[1]], "state": {}}}\\n'""",
    ),
    forged(
        "says_too_great_a_number",
        """b'{"event": "steps", "steps": {"step": [1], "point": [[1e999]], "loss": [1], "grad": [[1]], "state": {}}}\\n'""",
    ),
    forged("nests_without_end", "b'[' * 100000 + b'\\n'", ends=("Malformed", "Output")),
    forged("says_steps_twice", f"json.dumps({{'event': 'steps', 'steps': {STEPS}}}).encode() + b'\\n'"),
    forged(
        "skips_steps", f"json.dumps({{'event': 'steps', 'steps': {{**{STEPS}, 'step': [7000]}}}}).encode() + b'\\n'"
    ),
    forged(
        "says_columns_of_two_lengths",
        f"json.dumps({{'event': 'steps', 'steps': {{**{STEPS}, 'loss': [1.0, 2.0]}}}}).encode() + b'\\n'",
    ),
    forged(
        "says_too_many_coordinates",
        f"json.dumps({{'event': 'steps', 'steps': {{**{STEPS}, 'point': [[1.0] * 99]}}}}).encode() + b'\\n'",
    ),
    forged(
        "says_an_outcome_of_its_own",
        """b'{"event": "done", "outcome": {"status": "won", "step": 1, "point": [0.0], "loss": 0.0}}\\n'""",
    ),
    forged(
        "says_it_looked", """b'{"event": "look", "class": "X", "classes": [], "doc": "", "hyperparameters": []}\\n'"""
    ),
    forged("says_more_than_is_known", """b'{"event": "print", "text": "x", "html": "<script>"}\\n'"""),
    forged("says_a_pickle", "__import__('pickle').dumps(print) + b'\\n'"),
    forged("says_a_fault_of_another_kind", """b'{"event": "fault", "fault": {"type": ["x"], "message": 1}}\\n'"""),
]

OUTPUT_OF_FAULTS = [
    ended(
        "raises_a_long_story",
        "raise BaseException('x' * 10 ** 7)",
        "BaseException",
    ),
    whole(
        "raises_what_cannot_be_told",
        """
        class Silent(Exception):
            def __str__(self): raise RuntimeError("nothing")
            __repr__ = __str__
        raise Silent
        """,
        "Silent",
        "RuntimeError",
    ),
    whole("raises_a_long_name", "raise type('X' * 10 ** 6, (Exception,), {})('short')", "X" * 100),
    whole("raises_in_a_circle", "error = ValueError('round')\nerror.__cause__ = error\nraise error", "ValueError"),
    whole("is_no_python", "class Hostile(:\n", "SyntaxError"),
    whole("has_a_zero_in_it", "x = 1\x00", "SyntaxError", "ValueError"),
]
