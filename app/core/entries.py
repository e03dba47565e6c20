"""What an entry of the catalogue says about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.resources import files
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

if TYPE_CHECKING:
    from torch import Tensor

Point = tuple[float, ...]
START_LIMIT = 1000.0


@dataclass(frozen=True)
class Minimum:
    """A point where the objective is lower than all around it. `lowest` where it is so everywhere."""

    point: Point
    loss: float
    lowest: bool = True


@dataclass(frozen=True)
class Parameter:
    """A hyperparameter under torch's own name, or a number that shapes an objective: its range and looks.

    default: a number, or several where torch takes a tuple; symbols has one for each. minimum and maximum are
    allowed themselves, maximum not where `open` says so. slider: the part of the range a slider covers. whole: only
    whole numbers are allowed. initial: of a hyperparameter that torch reads once, before the first step, so that a
    change on the way is none.
    """

    name: str
    title: str
    symbols: tuple[str, ...]
    default: float | tuple[float, ...]
    minimum: float
    maximum: float
    scale: Literal["linear", "log"]
    slider: tuple[float, float]
    help: str
    open: bool = False
    whole: bool = False
    initial: bool = False


@dataclass(frozen=True)
class Objective:
    """A function to descend.

    formula and gradient, which has a line for each coordinate, are in the notation of `app.core.notation`, with the
    coordinates x and y and the parameters by name. domain: what a plot shows, a pair for each coordinate. start: a good
    point to start from. minima: all that lie in the domain, whatever the parameters are. call: points [..., dimension],
    and the parameters by name, -> losses [...]. curvature: of the parameters, the largest second derivative in any
    direction, where it is the same everywhere. source: where the function comes from.
    """

    name: str
    title: str
    about: str
    formula: str
    gradient: tuple[str, ...]
    domain: tuple[tuple[float, float], ...]
    start: Point
    minima: tuple[Minimum, ...]
    call: Callable[..., Tensor] = field(repr=False)
    parameters: tuple[Parameter, ...] = ()
    curvature: Callable[..., float] | None = None
    source: str = ""

    @property
    def dimension(self) -> int:
        return len(self.domain)

    def bound(self, **parameters: float) -> Objective:
        """The function with these parameters, which takes points alone."""
        if not parameters:
            return self
        curvature = self.curvature and partial(self.curvature, **parameters)
        return replace(self, call=partial(self.call, **parameters), curvature=curvature, parameters=())


@dataclass(frozen=True)
class State:
    """A tensor that an update rule keeps between steps, under the name it has in torch's state.

    role: how a picture shows it. `velocity` is uphill as the gradient is, an arrow; `square` is a sum or an average
    of squared gradients, an area. start: what it is before the first step, or the hyperparameter that says so.
    """

    name: str
    title: str
    symbol: str
    role: Literal["velocity", "square", "other"] = "other"
    start: float | str = 0.0


@dataclass(frozen=True)
class Intermediate:
    """What an update rule works out on the way, and does not keep."""

    name: str
    title: str
    symbol: str


@dataclass(frozen=True)
class Optimizer:
    """An update rule: `target` names its class, imported when first asked for, since torch takes seconds.

    reference: torch's own call, nothing where torch has none. update: the rule, an assignment a line, in the notation
    of `app.core.notation`; what it assigns is the point, state or one of the intermediates. hue: its number among the
    palette's colours, the same on every page. edge: where theory knows it, the rate times the curvature from which on
    it diverges on a parabola, in the same notation, of the hyperparameters by their names.
    """

    name: str
    title: str
    about: str
    reference: str
    update: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    state: tuple[State, ...]
    hue: int
    target: str
    intermediates: tuple[Intermediate, ...] = ()
    edge: str = ""

    def load(self) -> Any:
        """The class, a subclass of `torch.optim.Optimizer`."""
        return resolve_name(self.target)

    def source(self) -> str:
        """The text of the file that the class is in, read from the disk: nothing is imported."""
        return _source(self.target)


@dataclass(frozen=True)
class Schedule:
    """How the learning rate goes on from update to update.

    reference: torch's own call, in which a bare name stands for the parameter of that name, nothing where torch needs
    none. factor: of the step, from 0, and of the parameters by name but for the floor, which is the name of the one
    whose rate a factor of zero gives: the rate is floor + (lr - floor) * factor.
    """

    name: str
    title: str
    about: str
    reference: str
    parameters: tuple[Parameter, ...]
    factor: Callable[..., float] = field(repr=False)
    floor: str = ""


@dataclass(frozen=True)
class Dataset:
    """Samples with labels. `target` names the function that gives them, of the parameters by name.

    shape: of one input, [2] of points, [1, rows, columns] of pictures. classes: what the labels stand for. size: how
    many samples there are for training, where no parameter `count` says it. training: what of a `TrainingSpec` suits
    it, where that is not the article's.
    """

    name: str
    title: str
    about: str
    shape: tuple[int, ...]
    classes: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    target: str
    size: int = 0
    training: Mapping[str, Any] = field(default_factory=dict)

    def load(self) -> Any:
        """The function, which gives `app.core.lab.data.base.Data`."""
        return resolve_name(self.target)


@dataclass(frozen=True)
class Network:
    """An architecture. `target` names its class, made of an input's shape, the number of classes and the parameters.

    shapes: of the inputs that it takes; any where it says none.
    """

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    target: str
    shapes: tuple[tuple[int, ...], ...] = ()

    def load(self) -> Any:
        """The class, a `torch.nn.Module`."""
        return resolve_name(self.target)

    def source(self) -> str:
        """The text of the file that the class is in, read from the disk: nothing is imported."""
        return _source(self.target)


@dataclass(frozen=True)
class Template:
    """A file to begin an own optimizer with. `target` names its class."""

    name: str
    title: str
    target: str

    def load(self) -> Any:
        """The class, a subclass of `torch.optim.Optimizer`."""
        return resolve_name(self.target)

    def source(self) -> str:
        """The file's text."""
        return _source(self.target)


class _Named(Protocol):
    @property
    def name(self) -> str: ...


Entry = TypeVar("Entry", bound=_Named)


def find(entries: Iterable[Entry], name: str) -> Entry:
    """The entry of that name. Raises KeyError."""
    for entry in entries:
        if entry.name == name:
            return entry
    raise KeyError(name)


def _source(target: str) -> str:
    package, _, module = target.partition(":")[0].rpartition(".")
    return files(package).joinpath(f"{module}.py").read_text()
