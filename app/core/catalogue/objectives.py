"""What can be descended."""

from __future__ import annotations

from app.core.catalogue.one_d import ONE_D
from app.core.catalogue.two_d import TWO_D

OBJECTIVES = (*ONE_D, *TWO_D)
