"""The figures of the pages, by HTTP."""

import base64
import json

import httpx
import numpy as np
import pytest

from app.settings import Settings


@pytest.fixture(scope="module")
def figure(serving, tmp_path_factory):
    """Ask for a figure: `figure("hill", objective="square")`. Give its status and its content."""
    settings = Settings(database=tmp_path_factory.mktemp("kudari") / "kudari.db")
    with serving(settings) as host, httpx.Client(base_url=f"http://{host}", timeout=60) as client:

        def figure(name, **query):
            answer = client.get(f"/api/figures/{name}", params=query)
            return answer.status_code, answer.json()

        yield figure


def types(content):
    """The types of a figure's traces, by uid."""
    return {trace["uid"]: trace["type"] for trace in content["data"]}


@pytest.mark.parametrize(
    ("objective", "view", "types_"),
    [
        ("square", None, {"curve": "scatter", "minima": "scatter", "path": "scatter"}),
        ("rosenbrock", None, {"field": "contour", "minima": "scatter", "path": "scatter"}),
        ("rosenbrock", "surface", {"field": "surface", "minima": "scatter3d", "path": "scatter3d"}),
    ],
)
def test_a_hill_is_drawn_as_its_coordinates_allow(figure, objective, view, types_):
    """A curve for one coordinate, for two the contour, or the surface where it is asked for."""
    status, content = figure("hill", objective=objective, **({} if view is None else {"view": view}))
    assert (status, types(content)) == (200, types_)


def test_an_objective_may_have_its_parameters(figure):
    """As JSON it is the very objective that a run has: the ravine of condition 100 is not that of 16."""
    steep = json.dumps({"name": "ravine", "condition": 100})
    losses = []
    for objective in ("ravine", steep):
        field = figure("hill", objective=objective)[1]["data"][0]["customdata"]
        losses.append(np.frombuffer(base64.b64decode(field["bdata"]), np.float32).max())
    assert losses[1] > 5 * losses[0]


def test_a_typed_function_has_a_picture(figure):
    """What a run can descend can be drawn, over the domain that was typed with it."""
    typed = {"name": "typed", "formula": "x**2 + log(y)", "domain": [[-1, 3], [0.5, 2]]}
    status, content = figure("hill", objective=json.dumps(typed))
    assert (status, types(content)["field"]) == (200, "contour")
    assert content["layout"]["xaxis"]["range"] == [-1, 3]
    status, content = figure("hill", objective=json.dumps(typed | {"formula": "x**"}))
    assert (status, content["detail"][0]["field"]) == (422, "objective.formula")


def test_a_window_may_be_wider_than_the_domain(figure):
    """For a start outside, each edge can be named, and those that aren't are the domain's."""
    layout = figure("hill", objective="rosenbrock", x0=-10, y1=12)[1]["layout"]
    assert (layout["xaxis"]["range"], layout["yaxis"]["range"]) == ([-10, 2], [-1, 12])
    assert figure("hill", objective="square", low=-9)[1]["layout"]["xaxis"]["range"] == [-9, 1.5]


def test_a_map_shows_one_coordinate_of_the_start(figure):
    """Its vertical axis is x₀ or y₀ over that coordinate's domain; where there is but one, it is the start."""
    for query, title, ends in (
        ({"objective": "square"}, "start", [-1.5, 1.5]),
        ({"objective": "rosenbrock"}, "start, x₀", [-2, 2]),
        ({"objective": "rosenbrock", "coordinate": 1}, "start, y₀", [-1, 3]),
    ):
        axis = figure("map", **query)[1]["layout"]["yaxis"]
        assert (axis["title"]["text"], axis["range"]) == (title, ends)


@pytest.mark.parametrize(
    ("name", "query", "field", "reason"),
    [
        ("hill", {}, "objective", "is missing"),
        ("hill", {"objective": "cube"}, "objective.name", "must be 'square'"),
        ("hill", {"objective": '{"name": '}, "objective", "is not JSON"),
        ("hill", {"objective": '{"name": "ravine", "condition": 0}'}, "objective.condition", "must be a number betw"),
        ("hill", {"objective": '{"name": "square", "slope": 1}'}, "objective.slope", "is not a field here"),
        ("hill", {"objective": "[" * 9000}, "objective.name", "must be 'square'"),
        ("hill", {"objective": '{"a":' * 2000}, "objective", "is not JSON"),
        ("hill", {"objective": "square", "low": 2, "high": 2}, "low", "must be below high, 2, got 2"),
        ("hill", {"objective": "rosenbrock", "y0": 5}, "y0", "must be below y1, 3, got 5"),
        ("hill", {"objective": "rosenbrock", "x1": 1e9}, "x1", "less than or equal to 2000"),
        ("hill", {"objective": "rosenbrock", "low": 0}, "low", "is not an edge of this hill: x0, x1, y0, y1 are"),
        ("hill", {"objective": "square", "x0": 0}, "x0", "is not an edge of this hill: low, high are"),
        ("hill", {"objective": "square", "view": "surface"}, "view", "must be 'curve' here, got 'surface'"),
        ("hill", {"objective": "rosenbrock", "view": "curve"}, "view", "must be 'contour' or 'surface' here"),
        ("hill", {"objective": "square", "theme": "red"}, "theme", "must be 'light' or 'dark', got 'red'"),
        ("map", {"objective": "square", "coordinate": 1}, "coordinate", "must be below 1 here, got 1"),
    ],
)
def test_what_can_not_be_drawn_is_refused(figure, name, query, field, reason):
    """One field is wrong, one is named, and what is allowed."""
    status, content = figure(name, **query)
    ((told),) = content["detail"]
    assert (status, told["field"]) == (422, field) and reason in told["msg"]


def test_a_typed_hill_has_its_minima(figure):
    """What was searched for is drawn, and the map has a colour for each."""
    typed = json.dumps({"name": "typed", "formula": "(x**2 - 1)**2"})
    _, content = figure("hill", objective=typed)
    places = np.frombuffer(base64.b64decode(content["data"][1]["x"]["bdata"]), np.float32)
    np.testing.assert_allclose(places, [-1, 1], atol=1e-6)
    assert figure("map", objective=typed)[1]["data"][0]["zmax"] == 2 + 3


def test_the_figures_of_many_networks(figure):
    """The band has both its edges; the map has the two hyperparameters that are named as its axes."""
    status, content = figure("band")
    assert (status, [*types(content)]) == (200, ["min", "max", "p10", "p90", "median", "own"])
    status, content = figure("seeds", optimizer="adam", x="lr", y="eps")
    assert (status, content["layout"]["xaxis"]["type"]) == (200, "log")
    status, content = figure("seeds", optimizer="adam", x="lr", y="momentum")
    assert status == 422 and content["detail"][0]["field"] == "y" and "lr, betas, eps" in content["detail"][0]["msg"]
