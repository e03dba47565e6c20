"""Somebody's source and a program around it in one namespace: what both would name, the program calls otherwise."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from symtable import symtable

from app.core.standalone import used

INDIRECT = {"*", "builtins", "eval", "exec", "globals", "import_module", "locals", "modules", "vars"}
INDIRECT |= {"__builtins__", "__globals__", "__import__", "__main__"}
"""What a source may bind names with that don't stand in it."""


@dataclass(frozen=True)
class Namespace:
    """The names that a module looks up in itself, or in what Python has built in.

    bound: those that it sets. assigned: those that it sets otherwise than by an import. imports: where each is from.
    """

    said: frozenset[str]
    bound: frozenset[str]
    assigned: frozenset[str]
    imports: Mapping[str, set[tuple[str, str]]]

    @classmethod
    def of(cls, source: str) -> Namespace:
        tables = [symtable(source, "source", "exec")]
        symbols = []
        for table in tables:
            tables += table.get_children()
            symbols += [each for each in table.get_symbols() if table.get_type() == "module" or each.is_global()]
        assigned = frozenset(each.get_name() for each in symbols if each.is_assigned())
        imported = frozenset(each.get_name() for each in symbols if each.is_imported())
        imports: dict[str, set[tuple[str, str]]] = {}
        for name, home in _imports(ast.parse(source)):
            imports.setdefault(name, set()).add(home)
        return cls(frozenset(each.get_name() for each in symbols), assigned | imported, assigned, imports)

    def same(self, other: Namespace, name: str) -> bool:
        """Whether a name is the same thing in both, imported and nothing else."""
        kept = name not in self.assigned | other.assigned
        return kept and len(found := self.imports.get(name, set())) == 1 and found == other.imports.get(name)


def apart(source: str, codes: Iterable[str], known: Mapping[str, str]) -> tuple[list[str], str]:
    """The codes with other names where, in one namespace with the source, either would take the other's for its own.

    Beside them the line that imports, before the source is run, what Python has built in and the source calls its own.
    known: what some names are to be in any case.
    """
    codes = [*codes]
    theirs, ours = Namespace.of(source), Namespace.of("\n".join(codes))
    # `super` under another name wouldn't know its class.
    built_in = (ours.said - ours.bound) & {*dir(builtins)} - {"super"}
    clashes = {*ours.bound, *built_in}
    if not _indirect(ast.parse(source)):
        both = {name for name in ours.bound & theirs.said if not ours.same(theirs, name)}
        clashes = both | (built_in & theirs.bound)
    words = {*re.findall(r"\w+", source), *(word for code in codes for word in re.findall(r"\w+", code))}
    names = {name: next(_others(name, words)) for name in sorted(clashes)}
    shadowed = ", ".join(f"{name} as {names[name]}" for name in names if name in built_in)
    line = f"from builtins import {shadowed}\n" if shadowed else ""
    return [_written(code, {**names, **known}) for code in codes], line


def _others(name: str, words: set[str]) -> Iterator[str]:
    while True:
        name += "_"
        if name not in words:
            yield name


def _indirect(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                if name in INDIRECT:
                    return True
    return False


def imported(source: str) -> set[str]:
    """The modules that a source imports from."""
    return {home.partition(".")[0] for _, (home, _) in _imports(ast.parse(source))}


def _imports(tree: ast.Module) -> Iterator[tuple[str, tuple[str, str]]]:
    """Each name that is imported, and the module and the name there that it stands for."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for each in names:
                    root = each.name.partition(".")[0]
                    yield each.asname or root, (each.name if each.asname else root, "")
            case ast.ImportFrom(module=home, names=names):
                for each in names:
                    yield each.asname or each.name, (home or "", each.name)


def _written(code: str, names: Mapping[str, str]) -> str:
    """Code with other names at the places of these."""
    lines = code.encode().splitlines(keepends=True)
    places = [place for statement in ast.parse(code).body for place in _places(statement, names)]
    for row, column, old, new in sorted(places, reverse=True):
        line = lines[row - 1]
        lines[row - 1] = line[:column] + new.encode() + line[column + len(old) :]
    return b"".join(lines).decode()


def _places(statement: ast.stmt, names: Mapping[str, str]) -> Iterator[tuple[int, int, str, str]]:
    """Where a statement has names of the module: row, column, what stands there, and what is to stand there."""
    definition = isinstance(statement, ast.FunctionDef | ast.ClassDef)
    found = {*used(statement)} & names.keys() if definition else names.keys()
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name) if name in found:
                yield node.lineno, node.col_offset, name, names[name]
            case ast.arg(arg=name) if name in found and not definition:
                yield node.lineno, node.col_offset, name, names[name]
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if node is statement and name in names:
                word = "def " if isinstance(node, ast.FunctionDef) else "class "
                yield node.lineno, node.col_offset + len(word), name, names[name]
            case ast.alias(asname=called) if (name := called or node.name) in found:
                yield node.lineno, node.col_offset, ast.unparse(node), f"{node.name} as {names[name]}"
