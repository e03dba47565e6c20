"""Programs that never come to an end, or end too soon."""

from .program import ended, harmless, whole

FOREVER = [
    ended("goes_round", "while True: pass", "TimeLimit"),
    ended(
        "goes_round_whatever_comes",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "TimeLimit",
    ),
    ended("computes_for_ever", "return 10 ** 10 ** 8", "TimeLimit"),
    ended("matches_for_ever", "import re; return re.match('(a+)+$', 'a' * 64 + 'b')", "TimeLimit"),
    ended("sleeps", "import time; time.sleep(10 ** 6)", "TimeLimit"),
    ended("waits_for_a_lock", "import threading; lock = threading.Lock(); lock.acquire(); lock.acquire()", "TimeLimit"),
    ended(
        "will_not_hear",
        """
        import signal
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        while True: pass
        """,
        "TimeLimit",
    ),
    ended("multiplies_without_end", "x = torch.ones(3000, 3000)\nwhile True: x = x @ x / 3000", "TimeLimit"),
    whole("never_comes_to_its_class", "while True: pass", "TimeLimit"),
    whole(
        "never_begins",
        """
        import torch

        class Hostile(torch.optim.Optimizer):
            def __init__(self, params, lr=0.1):
                while True: pass

            def step(self):
                pass
        """,
        "TimeLimit",
    ),
    whole(
        "never_lets_go",
        """
        import torch

        class Sticky:
            def __del__(self):
                while True: pass

        class Hostile(torch.optim.Optimizer):
            def __init__(self, params, lr=0.1):
                super().__init__(params, {"lr": lr})
                self.sticky = Sticky()

            def step(self):
                self.sticky = None
        """,
        "TimeLimit",
    ),
]

TOO_SOON = [
    harmless("waits_for_a_signal", "import signal; signal.pause()"),
    ended("goes_without_a_word", "import os; os._exit(0)", "Ended"),
    ended("goes_with_another_number", "import os; os._exit(41)", "Ended"),
    ended("leaves", "import sys; sys.exit(0)", "SystemExit"),
    ended("is_interrupted", "raise KeyboardInterrupt('by itself')", "KeyboardInterrupt"),
    ended("aborts", "import os; os.abort()", "Ended"),
    ended("reads_where_nothing_is", "import ctypes; ctypes.string_at(0)", "Ended"),
    ended("writes_where_nothing_is", "import ctypes; ctypes.memset(16, 1, 64)", "Ended"),
    harmless("asks_to_be_called_at_the_end", "import atexit; atexit.register(print, 'late')"),
    harmless(
        "leaves_something_to_finish",
        "import weakref\nclass C: pass\nc = C()\nweakref.finalize(c, print, 'late')\nglobal kept\nkept = c",
    ),
    harmless("sets_an_alarm", "import signal; return signal.setitimer(signal.ITIMER_REAL, 0)"),
]

DEEP = [
    ended("calls_itself", "def f(): return f()\nf()", "RecursionError", "done"),
    ended(
        "calls_itself_without_a_limit",
        "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(): return f()\nf()",
        "Ended",
        "TimeLimit",
        "RecursionError",
        "MemoryError",
        "MemoryLimit",
        "done",
    ),
    ended(
        "goes_deep_in_c",
        """
        import sys
        sys.setrecursionlimit(10 ** 9)
        nested = []
        for _ in range(10 ** 6):
            nested = [nested]
        return repr(nested)
        """,
        "Ended",
        "TimeLimit",
        "RecursionError",
        "MemoryError",
        "done",
    ),
    whole(
        "nests_its_source", "x = " + "(" * 5000 + ")" * 5000, "SyntaxError", "MemoryError", "RecursionError", "Ended"
    ),
    whole("chains_its_source", "x = " + "-" * 60000 + "1", "SyntaxError", "MemoryError", "RecursionError", "Ended"),
    whole("folds_a_constant", "x = 'a' * 10 ** 9 * 10", "MemoryError", "MemoryLimit", "Ended", "OverflowError"),
]
