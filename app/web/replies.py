"""The shapes of answers, as the API's own documentation shows them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.core.axis import FanSpec, SweepSpec
from app.core.spec import DescentSpec, RunSpec
from app.core.steps import Outcome


class RefusedField(BaseModel):
    """What is wrong with one field."""

    field: str = Field(description="A dotted path.", examples=["optimizer.lr"])
    msg: str = Field(examples=["must be a number between 0 and 100, got -1"])
    column: int | None = Field(None, description="Where in a typed formula, from 1; left out of all else.")


class RefusedAnswer(BaseModel):
    """Bad input."""

    detail: list[RefusedField]


class FailedAnswer(BaseModel):
    """Why something can't be done."""

    detail: str


class MinimumAnswer(BaseModel):
    point: list[float]
    loss: float
    lowest: bool = Field(description="Whether the objective is nowhere lower.")


class StartAnswer(BaseModel):
    default: list[float]
    minimum: float
    maximum: float


class ParameterAnswer(BaseModel):
    """A hyperparameter under torch's own name, or a number that shapes an objective."""

    name: str
    title: str
    symbols: list[str] = Field(description="One for each number that it has.")
    default: float | list[float]
    minimum: float
    maximum: float
    scale: Literal["linear", "log"]
    slider: tuple[float, float] = Field(description="The part of the range that a slider covers.")
    help: str
    open: bool = Field(description="Whether the maximum itself is left out.")
    whole: bool = Field(description="Whether only whole numbers are allowed.")
    initial: bool = Field(description="Whether it is read before the first step only, so that a change is none.")


class ObjectiveMathml(BaseModel):
    """What stands right of f(x) = and of each derivative; `data-symbol` marks what numbers can replace."""

    formula: str
    gradient: list[str]


class ObjectiveAnswer(BaseModel):
    """A function to descend."""

    name: str
    title: str
    about: str
    formula: str = Field(examples=["x**2"])
    gradient: list[str] = Field(description="A derivative for each coordinate.", examples=[["2*x"]])
    mathml: ObjectiveMathml
    dimension: int
    domain: list[tuple[float, float]] = Field(description="What a plot shows: both ends for each coordinate.")
    start: StartAnswer = Field(description="A good point to start from, and what is allowed.")
    minima: list[MinimumAnswer]
    parameters: list[ParameterAnswer] = Field(description="The numbers that shape it, beside its name in a run.")
    source: str = Field(description="Where it comes from, nothing where it is everybody's.")


class LineAnswer(BaseModel):
    """One assignment of an update rule in MathML; `data-symbol` marks what numbers can replace."""

    name: str
    left: str
    right: str
    tree: float | str | list[Any] = Field(
        description="What is on the right: a number, a name, or a list of an operation and what it is of.",
        examples=[["-", "x", ["*", "lr", "g"]]],
    )


class StateAnswer(BaseModel):
    """What a rule keeps between steps, under the name it has in torch's state."""

    name: str
    title: str
    symbol: str
    role: Literal["velocity", "square", "other"] = Field(description="How a picture shows it: an arrow, an area.")
    start: float | str = Field(description="Its value before the first step, or the hyperparameter that says it.")


class IntermediateAnswer(BaseModel):
    """What a rule works out on the way, and does not keep."""

    name: str
    title: str
    symbol: str


class OptimizerAnswer(BaseModel):
    """An update rule."""

    name: str
    title: str
    about: str
    reference: str = Field(examples=["torch.optim.SGD(lr, momentum)"])
    formula: list[str] = Field(examples=[["x = x - lr * g"]])
    mathml: list[LineAnswer]
    edge: float | str | list[Any] | None = Field(
        description="The rate times the curvature from which on it diverges on a parabola, as a tree of its "
        "hyperparameters; null where theory doesn't know it.",
        examples=[["*", 2, ["+", 1, "momentum"]]],
    )
    parameters: list[ParameterAnswer]
    state: list[StateAnswer]
    intermediates: list[IntermediateAnswer]
    hue: int = Field(description="Its number among the palette's colours.")


class SourceAnswer(BaseModel):
    """An update rule as it is written."""

    file: str = Field(examples=["app/core/optimizers/adam.py"])
    reference: str = Field(examples=["torch.optim.Adam(lr, betas, eps)"])
    source: str = Field(description="The file's text.")


class TemplateAnswer(BaseModel):
    """What an own optimizer can begin with."""

    name: str
    title: str = Field(examples=["Momentum"])
    source: str = Field(description="A Python module.")


class ScheduleAnswer(BaseModel):
    """How the learning rate goes on from update to update."""

    name: str
    title: str
    about: str
    reference: str = Field(
        description="Nothing where torch needs none.",
        examples=["torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)"],
    )
    parameters: list[ParameterAnswer]


EXAMPLE: dict[str, Any] = {
    "run": {
        "objective": {"name": "square"},
        "optimizer": {"name": "simple_gd", "lr": 0.1},
        "schedule": {"name": "exponential", "gamma": 0.95},
        "start": [1.0],
        "dtype": "float32",
        "changes": [],
        "steps": 1,
    },
    "outcome": {"status": "finished", "step": 1, "point": [0.800000011920929], "loss": 0.64000004529953},
    "steps": {
        "step": [0, 1],
        "point": [[1.0], [0.800000011920929]],
        "loss": [1.0, 0.64000004529953],
        "grad": [[2.0], [1.600000023841858]],
        "state": {},
    },
    "rates": [0.1],
}


class Columns(BaseModel):
    """Records in columns: a list for each quantity, an item for each record."""

    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE["steps"]})

    step: list[int]
    point: list[list[float]]
    loss: list[float]
    grad: list[list[float]]
    state: dict[str, list[list[float]]] = Field(description="The optimizer's state, under torch's own names.")


class Record(BaseModel):
    """One record: the point at a step, the loss and the gradient there, and the optimizer's state."""

    step: int
    point: list[float]
    loss: float
    grad: list[float]
    state: dict[str, list[float]]


Rates = Annotated[
    list[float] | None, Field(description="The learning rate of each update; null where the schedule is constant.")
]
DescentStatus = Literal["running", "converged", "diverged"]


class RunAnswer(BaseModel):
    """A whole run."""

    model_config = ConfigDict(json_schema_extra={"example": EXAMPLE})

    run: RunSpec
    outcome: Outcome
    steps: Columns
    rates: Rates


class DescentAnswer(BaseModel):
    id: str
    run: DescentSpec
    status: DescentStatus
    diverged_at: int | None = Field(description="The step that it never reached, where it has diverged.")
    current: Record


class StepsAnswer(BaseModel):
    id: str
    status: DescentStatus
    diverged_at: int | None
    current: Record
    steps: Columns = Field(description="The new records.")


class HistoryAnswer(BaseModel):
    id: str
    steps: Columns


class Typed(BaseModel):
    """A large array in the form that Plotly reads."""

    dtype: str = Field(description="As numpy has it: f4, f8, i1, i2.", examples=["f4"])
    bdata: str = Field(description="The bytes, little-endian, row by row, in base64.")
    shape: str | None = Field(None, description="Left out of a plain row.", examples=["256, 256"])


class EndsAnswer(BaseModel):
    """How many runs ended, in arrays of one shape."""

    statuses: list[str] = Field(description="What the numbers in status mean.")
    status: Typed
    step: Typed = Field(description="Of convergence or divergence, else the last one.")
    loss: Typed = Field(description="Of the last record.")
    minimum: Typed = Field(description="Which of the objective's minima a converged run has come to; -1 for none.")


class FanAnswer(BaseModel):
    """A path for each value; past a divergence it repeats its last kept record."""

    fan: FanSpec
    point: Typed = Field(description="Value by kept record by coordinate, as grad and each state are.")
    loss: Typed = Field(description="Value by kept record.")
    grad: Typed
    state: dict[str, Typed]
    ends: EndsAnswer


class SweepAnswer(BaseModel):
    """A map: a row for each value of y, a column for each value of x."""

    sweep: SweepSpec
    x: Typed
    y: Typed
    edge: Typed | None = Field(
        description="Where x is the learning rate and theory knows it: at each y the rate from which on it diverges."
    )
    ends: EndsAnswer
