"""What a result is written to: files, by the endings of their names, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from app.core.fields import Spec
from app.exports.formats import FORMATS
from app.exports.pictures import PICTURES
from app.exports.results import NOUNS, Result
from app.exports.wanted import WANTED
from app.terminal.progress import followed
from app.terminal.specs import checked, refuse, value_of

ENDINGS = {format.suffix: format.name for format in FORMATS} | {f".{name}": name for name in PICTURES}


def kind_of(path: str) -> str:
    """The format that the name of a file asks for, by the longest ending that there is."""
    for ending in sorted(ENDINGS, key=len, reverse=True):
        if path.endswith(ending):
            return ENDINGS[ending]
    refuse(f"{path}: must end in one of {', '.join(ENDINGS)}")


def choices(given: Sequence[str], kinds: Sequence[str]) -> dict[str, Any]:
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


def made(result: Result, kind: str, given: Mapping[str, Any]) -> bytes:
    """The file, by those choices that its format has. Ends, naming the field, where one is refused."""
    known = _schema(kind).model_fields
    content = {result.noun: result.spec.model_dump(), **{name: each for name, each in given.items() if name in known}}
    if kind in PICTURES:
        return _drawn(result, kind, content)
    wanted = checked(lambda: WANTED[kind].model_validate(content))
    file: bytes = checked(lambda: wanted.format.write(result, wanted))
    return file


def written(result: Result, paths: Sequence[str], given: Mapping[str, Any]) -> None:
    """Write each file, and say so."""
    for path in paths:
        file = made(result, kind_of(path), given)
        try:
            Path(path).write_bytes(file)
        except OSError as error:
            sys.exit(f"{path}: can't be written: {error}")
        print(f"{path}: {len(file):,} bytes", file=sys.stderr)


def shown(file: bytes) -> None:
    """To standard output, with a line's end."""
    sys.stdout.buffer.write(file if file.endswith(b"\n") else file + b"\n")
    sys.stdout.buffer.flush()


def _drawn(result: Result, kind: str, content: Mapping[str, Any]) -> bytes:
    from app.exports.drawn import DRAWN

    if result.noun == "sweep":
        refuse(f"sweep: can't be had as {kind}: a run or a training can")
    spec = checked(lambda: PICTURES[kind].model_validate(content))
    told: Any = [result] if result.noun == "run" else result
    return followed(DRAWN[kind](spec, told), kind)
