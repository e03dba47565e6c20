"""Rules and objectives together: every rule, and every objective, but not every one of some hundreds of pairs."""

import pytest

from app.core.catalogue.objectives import OBJECTIVES
from app.core.catalogue.optimizers import OPTIMIZERS

HILLS = ("bumpy", "rosenbrock")
PAIRS = [
    (rule.name, objective.name)
    for rule in OPTIMIZERS
    for objective in OBJECTIVES
    if rule.name == "momentum" or objective.name in HILLS
]

each_pair = pytest.mark.parametrize(("rule", "objective"), PAIRS)
"""Each rule on a hill of one coordinate and on one of two; momentum, which has a state, on every hill."""
