"""What a result is written to: files, by the endings of their names, or standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.core.fields import Spec
from app.exports.formats import FORMATS
from app.exports.pictures import PICTURES
from app.exports.results import NOUNS, Computed, Result, noun_of
from app.exports.wanted import WANTED
from app.terminal.progress import followed
from app.terminal.specs import SAID, checked, refuse, value_of

ENDINGS = {format.suffix: format.name for format in FORMATS} | {f".{name}": name for name in PICTURES}
OF = {format.name: format.of for format in FORMATS} | dict.fromkeys(PICTURES, ("run", "training"))
PRINTED = "-"


@dataclass(frozen=True)
class Plan:
    """What is to be made: where it goes, in which format, and all that this format is asked for."""

    where: str
    kind: str
    wanted: Any


def planned(spec: Computed, paths: Sequence[str], printed: Sequence[str], given: Sequence[str]) -> list[Plan]:
    """What is to be made of a spec, before it is computed. Ends, saying why, where something of it can't be had.

    printed: the formats for standard output. given: the choices, as `look=dark`.
    """
    kinds = [*((path, kind_of(path)) for path in paths), *((PRINTED, kind) for kind in printed)]
    chosen, noun = _choices(given, [kind for _, kind in kinds]), noun_of(spec)
    for where, kind in kinds:
        if noun not in OF[kind]:
            allowed = " or ".join(SAID[each] for each in OF[kind])
            refuse(f"{kind if where == PRINTED else where}: must be of {allowed}, and this is {SAID[noun]}")
    return [Plan(where, kind, _wanted(spec, kind, chosen)) for where, kind in kinds]


def kind_of(path: str) -> str:
    """The format that the name of a file asks for, by the longest ending that there is. Its folder must be there."""
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if path.endswith(ending):
            break
    else:
        refuse(f"{path}: must end in one of {', '.join(ENDINGS)}")
    if not Path(path).parent.is_dir():
        refuse(f"{path}: must be in a folder that is there")
    return ENDINGS[ending]


def gif_of(path: str | None) -> list[str]:
    """What `--gif` asks for."""
    if path is not None and not path.endswith(".gif"):
        refuse(f"--gif {path}: must end in .gif")
    return [] if path is None else [path]


def _choices(given: Sequence[str], kinds: Sequence[str]) -> dict[str, Any]:
    """`look=dark` as it is written after --with. Each must be a choice of one of these formats at least."""
    known = sorted({name for kind in kinds for name in _schema(kind).model_fields} - {*NOUNS, "race", "format"})
    for each in given:
        name, separator, _ = each.partition("=")
        if not separator:
            refuse(f"--with {each}: must be NAME=VALUE, as in look=dark")
        if name not in known:
            refuse(f"--with {each}: must be a choice of what is written: {', '.join(known) or 'there is none'}")
    return {name: value_of(value) for name, _, value in (each.partition("=") for each in given)}


def _schema(kind: str) -> type[Spec]:
    return PICTURES[kind] if kind in PICTURES else WANTED[kind]


def _wanted(spec: Computed, kind: str, chosen: Mapping[str, Any]) -> Any:
    """What a format is asked for, with those choices that it has."""
    schema = _schema(kind)
    has = {name: each for name, each in chosen.items() if name in schema.model_fields}
    return checked(lambda: schema.model_validate({noun_of(spec): spec.model_dump(), **has}))


def delivered(result: Result, plans: Sequence[Plan]) -> None:
    """Make all that was planned, and say of each file that it is written."""
    for plan in plans:
        file = _made(result, plan)
        if plan.where == PRINTED:
            shown(file)
            continue
        try:
            Path(plan.where).write_bytes(file)
        except OSError as error:
            sys.exit(f"{plan.where}: can't be written: {error.strerror}")
        print(f"{plan.where}: {len(file):,} bytes", file=sys.stderr)


def _made(result: Result, plan: Plan) -> bytes:
    if plan.kind in PICTURES:
        from app.exports.drawn import DRAWN

        told: Any = [result] if result.noun == "run" else result
        return followed(DRAWN[plan.kind](plan.wanted, told), plan.kind)
    file: bytes = checked(lambda: plan.wanted.format.write(result, plan.wanted))
    return file


def shown(file: bytes) -> None:
    """To standard output, with a line's end."""
    try:
        sys.stdout.buffer.write(file if file.endswith(b"\n") else file + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is left is lost anyway, and Python would say so again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(f"standard output: can't be written: {error.strerror}")
