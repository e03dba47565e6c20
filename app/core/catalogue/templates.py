"""What a page's editor can begin with."""

from __future__ import annotations

from app.core.entries import Template

TEMPLATES = (
    Template("simple_gd", "Plain gradient descent", "app.core.templates.simple_gd:SimpleGD"),
    Template("momentum", "Momentum", "app.core.templates.momentum:Momentum"),
    Template("adam", "Adam", "app.core.templates.adam:Adam"),
    Template("empty", "An empty step", "app.core.templates.empty:MyOptimizer"),
)
