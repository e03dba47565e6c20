"""Requests that the API's own documentation offers to try. Each is answered as it stands."""

from __future__ import annotations

from fastapi.openapi.models import Example

from app.core.catalogue.templates import TEMPLATES
from app.core.entries import find

RUNS: dict[str, Example] = {
    "the article's fast setting": {
        "value": {
            "objective": {"name": "square"},
            "optimizer": {"name": "simple_gd", "lr": 0.1},
            "start": [1.0],
            "steps": 50,
        }
    },
    "too large a rate: it diverges": {
        "value": {
            "objective": {"name": "square"},
            "optimizer": {"name": "simple_gd", "lr": 1.5},
            "start": [1.0],
            "steps": 50,
        }
    },
    "a rate that anneals": {
        "value": {
            "objective": {"name": "bumpy"},
            "optimizer": {"name": "adam", "lr": 0.3},
            "schedule": {"name": "cosine", "T_max": 100},
            "start": [1.6],
            "steps": 100,
        }
    },
    "a rate that changes on the way, in float64": {
        "value": {
            "objective": {"name": "bumpy"},
            "optimizer": {"name": "momentum", "lr": 0.01, "momentum": 0.9},
            "start": [1.6],
            "dtype": "float64",
            "changes": [{"step": 37, "optimizer": {"lr": 0.001}}],
            "steps": 100,
        }
    },
}

DESCRIBED: dict[str, Example] = {
    "typed": {"value": {"name": "typed", "formula": "x**2 + 0.3*sin(12*x)"}},
    "typed, in two coordinates": {
        "value": {"name": "typed", "formula": "(1 - x)**2 + 100*(y - x**2)**2", "domain": [[-2, 2], [-1, 3]]}
    },
}

DESCENTS: dict[str, Example] = {
    "momentum over bumps": {
        "value": {
            "objective": {"name": "bumpy"},
            "optimizer": {"name": "momentum", "lr": 0.01, "momentum": 0.9},
            "start": [1.6],
        }
    },
}

FANS: dict[str, Example] = {
    "five rates": {
        "value": {
            "run": {
                "objective": {"name": "square"},
                "optimizer": {"name": "simple_gd"},
                "start": [1.0],
                "steps": 50,
            },
            "field": "optimizer.lr",
            "values": [0.01, 0.1, 0.5, 0.9, 1.1],
            "kept": [0, 1, 2, 5, 10, 20, 50],
        }
    },
}

SWEEPS: dict[str, Example] = {
    "rate and start": {
        "value": {
            "run": {
                "objective": {"name": "double_well"},
                "optimizer": {"name": "momentum"},
                "start": [1.0],
                "steps": 200,
            },
            "x": {"field": "optimizer.lr", "low": 0.001, "high": 1.0, "count": 64, "scale": "log"},
            "y": {"field": "start.0", "low": -2.0, "high": 2.0, "count": 64},
        }
    },
}

MOVING: dict[str, Example] = {
    "the article's slow setting, forty steps a second": {
        "value": {
            "run": {
                "objective": {"name": "square"},
                "optimizer": {"name": "simple_gd", "lr": 0.01},
                "start": [1.0],
                "steps": 200,
            },
            "speed": 40.0,
        }
    },
    "a race in the dark": {
        "value": {
            "race": [
                {
                    "objective": {"name": "rosenbrock"},
                    "optimizer": {"name": name, "lr": lr},
                    "start": [-1.2, 1.0],
                    "steps": 60,
                }
                for name, lr in (("simple_gd", 0.002), ("momentum", 0.002), ("adam", 0.1))
            ],
            "look": "dark",
            "speed": 10.0,
        }
    },
    "a training": {"value": {"training": {}, "width": 640, "height": 360, "speed": 10.0}},
}

STILL: dict[str, Example] = {
    "a run at its end": {
        "value": {
            "run": {
                "objective": {"name": "bumpy"},
                "optimizer": {"name": "adam", "lr": 0.3},
                "start": [1.6],
                "steps": 60,
            },
            "width": 1280,
            "height": 720,
        }
    },
    "a training after twenty updates": {"value": {"training": {}, "step": 20}},
}

TRAININGS: dict[str, Example] = {
    "the article's": {"value": {}},
    "by the rule written by hand": {
        "value": {"optimizer": {"name": "simple_gd", "lr": 0.001}, "seed": 7, "epochs": 2},
    },
    "with a warm-up": {
        "value": {"schedule": {"name": "warmup", "total_iters": 20}},
    },
    "two moons": {
        "value": {
            "data": {"name": "moons"},
            "network": {"name": "perceptron"},
            "optimizer": {"name": "adam", "lr": 0.05},
            "batch": 10,
            "epochs": 20,
        },
    },
}

COURSES: dict[str, Example] = {
    "the article's": {"value": {}},
    "points in random order, ten at a time": {
        "value": {
            "data": {"name": "moons"},
            "network": {"name": "perceptron"},
            "optimizer": {"name": "adam", "lr": 0.05},
            "order": "shuffled",
            "batch": 10,
        },
    },
}

FRAMES: dict[str, Example] = {
    "the article's, at three updates": {"value": {"training": {}, "first": 20, "count": 3}},
}

DATA: dict[str, Example] = {
    "the article's": {"value": {"data": {"name": "patterns"}}},
    "own points": {
        "value": {"data": {"name": "points", "points": [[0.0, 0.0], [1.0, 0.5], [1.0, 1.0]], "labels": [0, 1, 1]}},
    },
}

TABLE = "x,y,label\n0.0,0.0,cat\n1.0,0.5,dog\n1.0,1.0,dog\n"


ENSEMBLES: dict[str, Example] = {
    "the article's, a hundred times": {"value": {"training": {}}},
    "shuffled": {"value": {"training": {"order": "shuffled"}, "count": 20}},
}

ENSEMBLE_MAPS: dict[str, Example] = {
    "rate and momentum": {
        "value": {
            "training": {},
            "count": 5,
            "x": {"field": "optimizer.lr", "low": 0.0001, "high": 0.1, "count": 4, "scale": "log"},
            "y": {"field": "optimizer.momentum", "low": 0.0, "high": 0.9, "count": 3},
        }
    },
}

SOURCE = find(TEMPLATES, "simple_gd").source()
OWN = {"source": SOURCE, "class": "SimpleGD", "lr": 0.1}
RUNS["an own optimizer"] = {
    "value": {"objective": {"name": "square"}, "optimizer": OWN, "start": [1.0], "steps": 50},
}
TRAININGS["an own optimizer"] = {"value": {"optimizer": {**OWN, "lr": 0.001}, "epochs": 1}}
LOOKS: dict[str, Example] = {"the article's": {"value": {"source": SOURCE}}}
EXPORTS: dict[str, Example] = {
    "a run": {"value": {"run": RUNS["the article's fast setting"]["value"]}},
    "a run with a schedule": {"value": {"run": RUNS["a rate that anneals"]["value"]}},
    "a training": {"value": {"training": TRAININGS["the article's"]["value"]}},
    "a map": {"value": {"sweep": SWEEPS["rate and start"]["value"]}},
    "many networks": {"value": {"ensemble": ENSEMBLES["shuffled"]["value"]}},
    "a map of the seeds that learn": {"value": {"ensemble_map": ENSEMBLE_MAPS["rate and momentum"]["value"]}},
}
