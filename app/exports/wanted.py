"""The schema of each export: what is carried home, and how."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import create_model, model_validator

from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.fields import Spec, refusal
from app.core.own import AnyRunSpec, AnyTrainingSpec
from app.exports.formats import FORMATS, Format
from app.exports.options import Options
from app.exports.results import NOUNS, Computed


class Wanted(Spec, Options):
    """One of the nouns, and the choices that the format has."""

    format: ClassVar[Format]
    run: AnyRunSpec | None = None
    training: AnyTrainingSpec | None = None
    sweep: SweepSpec | None = None
    ensemble: EnsembleSpec | None = None
    ensemble_map: EnsembleMapSpec | None = None

    @model_validator(mode="after")
    def _of_one_thing(self) -> Self:
        given = [noun for noun in NOUNS if getattr(self, noun) is not None]
        wanted = ", ".join(self.format.of[:-1]) + f" or {self.format.of[-1]}"
        if len(given) != 1:
            raise refusal(self.format.of[0], f"must be given alone: {wanted}, got {len(given)} of them")
        if given[0] not in self.format.of:
            raise refusal(given[0], f"can't be had in this format: {wanted} can")
        return self

    @property
    def noun(self) -> str:
        return next(noun for noun in NOUNS if getattr(self, noun) is not None)

    @property
    def what(self) -> Computed:
        spec: Computed = getattr(self, self.noun)
        return spec


def _schema(format: Format) -> type[Wanted]:
    make: Any = create_model
    schema: type[Wanted] = make(f"{format.name.title()}Export", __base__=(Wanted, format.options), __doc__=format.about)
    schema.format = format
    return schema


WANTED: dict[str, type[Wanted]] = {format.name: _schema(format) for format in FORMATS}
"""By the names of the formats."""
