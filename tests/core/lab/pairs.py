"""Networks and data together: every network with every data set whose inputs it takes."""

import pytest

from app.core.catalogue.datasets import DATASETS
from app.core.catalogue.networks import NETWORKS

PAIRS = [
    (network, data) for network in NETWORKS for data in DATASETS if not network.shapes or data.shape in network.shapes
]
each_pair = pytest.mark.parametrize(("entry", "data"), PAIRS, ids=[f"{net.name}-{data.name}" for net, data in PAIRS])
