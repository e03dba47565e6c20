"""Reaching for the runner itself, and for the server by what it is told."""

from .program import ended, harmless, held, whole

STATE = [
    harmless(
        "keeps_what_runs_when_unpickled",
        "class Evil:\n    def __reduce__(self): return print, ('ran',)\nglobal evil\nevil = Evil()\nfor g in Hostile.__mro__: pass\nreturn evil",
    ),
    whole(
        "keeps_strange_things",
        """
        import torch

        class Evil:
            def __reduce__(self): return print, ("ran",)
            def __repr__(self): raise SystemExit("from repr")
            def __float__(self): raise SystemExit("from float")
            def tolist(self): raise SystemExit("from tolist")

        class Loud(torch.Tensor):
            pass

        class Hostile(torch.optim.Optimizer):
            def __init__(self, params, lr=0.1):
                super().__init__(params, {"lr": lr})

            @torch.no_grad()
            def step(self):
                for group in self.param_groups:
                    for p in group["params"]:
                        state = self.state[p]
                        state["evil"] = Evil()
                        state[Evil] = Evil
                        state[("a", 1)] = {1, 2}
                        state["round"] = state
                        state["list"] = loop = []
                        loop.append(loop)
                        state["large"] = torch.zeros(10 ** 6)
                        state["loud"] = torch.ones(2).as_subclass(Loud)
                        state["nan"] = torch.tensor([float("nan"), float("inf")])
                        state["x" * 10 ** 5] = "y" * 10 ** 5
                        state["bytes"] = bytes(range(256))
                        state["huge"] = 10 ** 400
                        p.sub_(0.1 * p.grad)
        """,
    ),
    whole(
        "grows_its_state",
        """
        import torch

        class Hostile(torch.optim.Optimizer):
            def __init__(self, params, lr=0.1):
                super().__init__(params, {"lr": lr})

            def step(self):
                for group in self.param_groups:
                    for p in group["params"]:
                        for number in range(1000):
                            self.state[p][f"s{number}-{len(self.state[p])}"] = torch.zeros(1000)
        """,
    ),
]

PATCHED = [
    harmless(
        "patches_json",
        "import json\njson.dumps = lambda *a, **k: '{\"event\": \"shutdown\"}'\njson.JSONEncoder.encode = lambda *a: 'x'",
    ),
    ended(
        "patches_what_emits",
        """
        import gc, types
        for each in gc.get_objects():
            if isinstance(each, types.FunctionType) and each.__module__ and "sandbox" in each.__module__:
                each.__code__ = (lambda *args, **kwargs: None).__code__
        """,
        "ValueError",
        "done",
        "Ended",
        "Malformed",
        "TypeError",
        "SystemError",
        "RuntimeError",
        "AttributeError",
    ),
    ended(
        "climbs_the_frames",
        """
        import sys
        frame = sys._getframe()
        while frame:
            for name, value in list(frame.f_globals.items()):
                if callable(value) and "sandbox" in str(getattr(value, "__module__", "")):
                    frame.f_globals[name] = print
            frame = frame.f_back
        """,
        "done",
        "Ended",
        "Malformed",
        "TypeError",
        "AttributeError",
    ),
    ended(
        "empties_the_modules",
        "import sys; sys.modules.clear()",
        "ModuleNotFoundError",
        "done",
        "Ended",
        "KeyError",
        "ImportError",
        "RuntimeError",
        "AttributeError",
    ),
    ended(
        "takes_the_builtins",
        "import builtins\nfor name in list(vars(builtins)):\n    if name.islower(): setattr(builtins, name, None)",
        "done",
        "Ended",
        "TypeError",
        "Malformed",
    ),
    harmless("patches_torch", "torch.isfinite = torch.Tensor.isfinite = lambda *a: torch.tensor(True)"),
    ended(
        "patches_backward",
        "torch.Tensor.backward = lambda *a, **k: None",
        "RuntimeError",
        "done",
        "TypeError",
        "AttributeError",
        "AssertionError",
    ),
    harmless("watches_every_line", "import sys; sys.settrace(lambda *a: None); sys.setprofile(lambda *a: None)"),
    harmless("turns_the_clock", "import time; time.monotonic = time.time = time.perf_counter = lambda: 0.0"),
    harmless("listens_to_audits", "import sys; sys.addaudithook(lambda *a: None)"),
    harmless("imports_again", "import importlib, os; return importlib.reload(os)"),
    held("calls_back_from_c", "import ctypes; call = ctypes.CFUNCTYPE(ctypes.c_int)(lambda: 1); return call()"),
]

SOURCES = [
    whole("is_empty", "# nothing\n", "NoOptimizer", "AttributeError", "NameError", "LookupError", "TypeError"),
    whole("is_no_optimizer", "class Hostile:\n    pass\n", "NoOptimizer", "TypeError"),
    whole("is_a_function", "def Hostile(params, lr=0.1):\n    return None\n", "NoOptimizer", "TypeError"),
    whole(
        "is_a_class_without_end",
        "import torch\nclass Meta(type(torch.optim.Optimizer)):\n    def __call__(cls, *a, **k): return 7\nclass Hostile(torch.optim.Optimizer, metaclass=Meta): pass\n",
        "NoOptimizer",
        "TypeError",
        "AttributeError",
    ),
    whole(
        "lies_about_its_class",
        """
        import torch

        class Hostile(torch.optim.Optimizer):
            __class__ = property(lambda self: int)
            def __init__(self, params, lr=0.1):
                super().__init__(params, {"lr": lr})
            def __getattribute__(self, name):
                raise SystemExit("not for you")
        """,
        "SystemExit",
        "NoOptimizer",
        "TypeError",
    ),
    whole(
        "hands_over_something_else",
        """
        import torch

        class Hostile(torch.optim.Optimizer):
            def __init__(self, params, lr=0.1):
                super().__init__(params, {"lr": lr})
                self.param_groups = 5
            def step(self):
                pass
        """,
        "TypeError",
        "AttributeError",
        "RuntimeError",
        "done",
    ),
]
