"""The tables of trainings, of many networks, and of the seeds that learn: rows, the names of the columns first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from app.exports.results import EnsembleResult, SeedMapResult, TrainingResult

if TYPE_CHECKING:
    from app.core.lab.frames import Frame, Verdict

Row = Iterable[Any]


def _updates(result: TrainingResult) -> Iterator[Row]:
    steps = result.steps
    yield ["step", "epoch", "samples", "loss", *(["rate"] if result.rates is not None else [])]
    rates = [] if result.rates is None else [result.rates[: len(steps)]]
    samples = (" ".join(map(str, shown)) for shown in steps.samples)
    yield from zip(steps.step, steps.epoch, samples, steps.loss, *rates, strict=True)


def _weights(result: TrainingResult) -> Iterator[Row]:
    yield ["step", "of", "parameter", "place", "value"]
    for frame in result.frames:
        for of, tensors in _tensors(frame):
            for parameter, value in tensors.items():
                for place, number in _numbers(value):
                    yield [frame.step, of, parameter, place, number]


def _tensors(frame: Frame) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "weight", frame.weights
    if frame.grads is not None and frame.update is not None:
        yield "grad", frame.grads
        yield "update", frame.update
    for parameter, state in frame.state.items():
        for name, value in state.items():
            yield f"state {name}", {parameter: value}


def _numbers(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every number of nested lists, and where it is: `2.0.1`."""
    if not isinstance(value, list):
        yield place, value
        return
    for number, each in enumerate(value):
        yield from _numbers(each, f"{place}.{number}".removeprefix("."))


def _accuracy(result: TrainingResult) -> Iterator[Row]:
    first = result.frames[0]
    heads = [f"{of}_{name}" for of in _verdicts(first) for name in ("loss", *first.training.accuracy)]
    yield ["step", *heads]
    for frame in result.frames:
        verdicts = _verdicts(frame).values()
        yield [frame.step, *(each for said in verdicts for each in (said.loss, *said.accuracy.values()))]


def _verdicts(frame: Frame) -> dict[str, Verdict]:
    return {"training": frame.training} | ({} if frame.test is None else {"test": frame.test})


def _band(result: EnsembleResult) -> Iterator[Row]:
    names = type(result.band).__match_args__
    yield names
    yield from zip(*(getattr(result.band, name) for name in names), strict=True)


def _networks(result: EnsembleResult) -> Iterator[Row]:
    networks = result.ended.networks
    assert networks is not None, "the last part has how all ended"
    tested = [] if networks.test is None else [networks.test]
    yield ["seed", "status", "step", "loss", "learned", "training", *(["test"] if tested else [])]
    columns = (networks.seed, networks.status, networks.step, networks.loss, map(int, networks.learned))
    yield from zip(*columns, networks.training, *tested, strict=True)


def _standings(result: EnsembleResult) -> Iterator[Row]:
    first = result.standings[0]
    of = {"training": first.training} | ({} if first.test is None else {"test": first.test})
    yield ["step", "learned", "diverged", *(f"{name}_{noun}" for name, said in of.items() for noun in said)]
    for stand in result.standings:
        yield [stand.step, stand.learned, stand.diverged, *stand.training.values(), *(stand.test or {}).values()]


def _spread(result: EnsembleResult) -> Iterator[Row]:
    yield ["of", "parameter", "place", "mean", "deviation"]
    for of, spread in (("before", result.ended.before), ("after", result.ended.after)):
        assert spread is not None, "the last part has the weights' spread"
        for parameter, means in spread.mean.items():
            pairs = zip(_numbers(means), _numbers(spread.deviation[parameter]), strict=True)
            for (place, mean), (_, deviation) in pairs:
                yield [of, parameter, place, mean, deviation]


def seed_map(result: SeedMapResult) -> Iterator[Row]:
    """A row for each place: how many seeds learn there, how many diverge, of how many."""
    spec = result.spec
    yield [spec.y.field, spec.x.field, "learned", "diverged", "count"]
    across = spec.x.values()
    for y, learned, diverged in zip(spec.y.values(), result.learned.tolist(), result.diverged.tolist(), strict=True):
        for x, *each in zip(across, learned, diverged, strict=True):
            yield [y, x, *each, spec.count]


TRAINING: dict[str, Callable[[Any], Iterable[Row]]] = {
    "updates": _updates,
    "weights": _weights,
    "accuracy": _accuracy,
}
ENSEMBLE: dict[str, Callable[[Any], Iterable[Row]]] = {
    "updates": _band,
    "weights": _spread,
    "accuracy": _standings,
    "networks": _networks,
}
