"""The schemas of a picture to take home, still or moving."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from app.core.fields import Spec, between, refusal
from app.core.own import AnyRunSpec, AnyTrainingSpec
from app.core.spec import MAX_STEPS, RunSpec
from app.core.training import MAX_UPDATES
from app.exports.results import RunResult, TrainingResult, title

MAX_LANES = 6
MAX_FRAMES = 2_000
"""As many pictures a moving one has at most."""
LEAST = 2
"""Hundredths of a second that a picture stands at least: browsers make of less a tenth of a second."""
MAX_STEP = max(MAX_STEPS, MAX_UPDATES)


class PictureSpec(Spec):
    """What is seen, how large and in which colours. One of `run`, `race` and `training`."""

    format: str
    run: AnyRunSpec | None = None
    race: Annotated[list[AnyRunSpec], Field(min_length=1, max_length=MAX_LANES)] | None = Field(
        None, description="Up to six runs on the same objective."
    )
    training: AnyTrainingSpec | None = None
    look: Literal["light", "dark"] = "light"
    width: between(int, 240, 1920) = Field(800, description="Pixels.")  # type: ignore[valid-type]
    height: between(int, 180, 1080) = Field(450, description="Pixels.")  # type: ignore[valid-type]
    losses: bool = Field(True, description="Whether the loss curve stands beside the hill.")
    log: bool = Field(False, description="Whether losses have a logarithmic scale.")

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        if (given := sum(each is not None for each in (self.run, self.race, self.training))) != 1:
            raise refusal("run", f"must be the one of run, race and training that is given, got {given} of them")
        if self.race and len({run.objective.model_dump_json() for run in self.race}) > 1:
            raise refusal("race", "must be of runs on the same objective")
        return self

    @property
    def title(self) -> str:
        """In a word for each choice: `square-adam`."""
        if self.training is not None:
            return title(self.training)
        return f"{self.runs[0].objective.name}-race" if len(self.runs) > 1 else title(self.runs[0])

    @property
    def runs(self) -> Sequence[RunSpec]:
        """What is run, none where it is a training."""
        return [self.run] if self.run is not None else self.race or []

    @property
    def longest(self) -> int:
        """The last step of the longest run."""
        return self.training.updates if self.training is not None else max(int(run.steps) for run in self.runs)


class PngSpec(PictureSpec):
    """A picture as it is at one step."""

    format: Literal["png"] = "png"
    step: between(int, 0, MAX_STEP) | None = Field(None, description="The last one where none is given.")  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.step is not None and self.step > self.longest:
            raise refusal("step", f"must be at most {self.longest}, the last one, got {self.step}")
        return self


class MovingSpec(PictureSpec):
    """A picture of some steps, one after another, at so many a second."""

    speed: between(float, 0.1, 1000.0) = Field(25.0, description="Steps a second.")  # type: ignore[valid-type]
    first: between(int, 0, MAX_STEP) = Field(0, description="The first step that is shown.")  # type: ignore[valid-type]
    last: between(int, 0, MAX_STEP) | None = Field(None, description="The last one; the run's where none is given.")  # type: ignore[valid-type]
    every: between(int, 1, MAX_STEP) | None = Field(  # type: ignore[valid-type]
        None, description="How many steps there are from picture to picture: as few as can be seen where none is given."
    )
    pause: between(float, 0.0, 60.0) = Field(2.0, description="Seconds that the last picture stands.")  # type: ignore[valid-type]
    loop: bool = Field(True, description="Whether it begins again, for ever.")

    @model_validator(mode="after")
    def _short_enough(self) -> Self:
        last = self.longest if self.last is None else int(self.last)
        if last > self.longest:
            raise refusal("last", f"must be at most {self.longest}, the last one, got {last}")
        if self.first > last:
            raise refusal("first", f"must be at most {last}, the last one that is shown, got {self.first}")
        least = max(-(-(last - int(self.first)) // (MAX_FRAMES - 1)), 1)
        if self.every is not None and self.every < least:
            raise refusal(
                "every", f"must be at least {least}: there are at most {MAX_FRAMES:,} pictures, got {self.every}"
            )
        if self.every is not None and 100 * self.every < LEAST * self.speed:
            fastest = 100 * self.every / LEAST
            raise refusal("speed", f"must be at most {fastest:g} with every {self.every}, got {self.speed:g}")
        return self

    def pace(self) -> int:
        """How many steps there are from picture to picture."""
        if self.every is not None:
            return int(self.every)
        last = self.longest if self.last is None else int(self.last)
        seen = -(-LEAST * self.speed // 100)
        return max(int(seen), -(-(last - int(self.first)) // (MAX_FRAMES - 1)), 1)


class GifSpec(MovingSpec):
    """A GIF: at most 256 colours, time in hundredths of a second."""

    format: Literal["gif"] = "gif"


class WebpSpec(MovingSpec):
    """A WebP: the same pictures as the GIF's."""

    format: Literal["webp"] = "webp"


PICTURES: dict[str, type[Spec]] = {"gif": GifSpec, "webp": WebpSpec, "png": PngSpec}
AnyPictureSpec: TypeAlias = Annotated[GifSpec | WebpSpec | PngSpec, Field(discriminator="format")]

Drawing: TypeAlias = Generator[float, None, bytes]
"""Yields how much of a file is done, and returns it."""
Told: TypeAlias = Sequence[RunResult] | TrainingResult
"""What is known of what a picture shows: the runs in their order, or a training."""
