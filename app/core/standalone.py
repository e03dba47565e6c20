"""Definitions out of these very files, with all that they rest on, as a source that needs nothing of `app`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
FUTURE = "from __future__ import annotations"
SPOKEN_TO_TOOLS = re.compile(r"  # (type: ignore|noqa).*$", re.MULTILINE)


@dataclass(frozen=True)
class _Module:
    """imports: by name, the module it is from and what it is called there; nothing where it is a module itself."""

    doc: str
    lines: tuple[str, ...]
    definitions: dict[str, ast.stmt]
    imports: dict[str, tuple[str, str]]


@cache
def standalone(target: str) -> str:
    """The source of one definition, such as `app.core.optimizers.adam:Adam`, that needs nothing but torch."""
    pieces = Pieces()
    pieces.take(target)
    doc = f'"""{_module(target.partition(":")[0]).doc}"""'
    return f"{doc}\n\n{FUTURE}\n\n{pieces.imports()}\n\n\n{pieces.text()}\n"


class Pieces:
    """Definitions that were gathered: each once, after what it rests on."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, str], str] = {}
        self._imports: dict[str, set[str]] = {}

    def take(self, target: str) -> None:
        """Gather a definition, such as `app.core.optimizers.adam:Adam`, and all that it rests on."""
        module, _, name = target.partition(":")
        if not self._visit(module, name):
            raise KeyError(target)

    def need(self, module: str, name: str = "") -> None:
        """Import this too."""
        self._imports.setdefault(module, set()).add(name)

    def text(self) -> str:
        """The definitions."""
        return "\n\n\n".join(text for text in self._texts.values() if text)

    def imports(self) -> str:
        """The lines that import all else, those of the standard library first."""
        blocks = []
        for torchs in (False, True):
            modules = sorted(each for each in self._imports if (each.split(".")[0] == "torch") is torchs)
            lines = [f"import {module}" for module in modules if "" in self._imports[module]]
            for module in modules:
                if names := sorted(self._imports[module] - {""}):
                    lines.append(f"from {module} import {', '.join(names)}")
            blocks.append("\n".join(lines))
        return "\n\n".join(filter(None, blocks))

    def _visit(self, module: str, name: str) -> bool:
        """Gather what a name of a module stands for. Is there anything?"""
        found = _module(module)
        if name in found.imports:
            home, original = found.imports[name]
            if home.startswith("app."):
                return self._visit(home, original)
            self.need(home, original)
            return True
        if name not in found.definitions:
            return False
        if (module, name) not in self._texts:
            node = found.definitions[name]
            self._texts[module, name] = ""
            for each in used(node):
                self._visit(module, each)
            # It comes after what it rests on.
            del self._texts[module, name]
            self._texts[module, name] = _text(found, node)
        return True


@cache
def _module(name: str) -> _Module:
    text = ROOT.joinpath(f"{name.replace('.', '/')}.py").read_text()
    tree = ast.parse(text)
    module = _Module(ast.get_docstring(tree) or "", tuple(text.splitlines()), {}, {})
    for node in _statements(tree.body):
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                module.definitions[node.name] = node
            case ast.Assign(targets=[ast.Name(id=target)]) | ast.AnnAssign(target=ast.Name(id=target)):
                module.definitions[target] = node
            case ast.Import(names=names):
                module.imports.update({each.asname or each.name: (each.name, "") for each in names})
            case ast.ImportFrom(module=str(home), names=names):
                module.imports.update({each.name: (home, each.name) for each in names})
    return module


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Those of a module, and those that only a type checker runs."""
    for node in body:
        if isinstance(node, ast.If):
            yield from _statements(node.body)
        else:
            yield node


def used(node: ast.stmt) -> list[str]:
    """The names that a definition takes from around it, in the order in which they come."""
    within = list(ast.walk(node))
    own = {each.arg for each in within if isinstance(each, ast.arg)}
    own |= {each.id for each in within if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    found = [each for each in within if isinstance(each, ast.Name) and each.id not in own]
    return list(dict.fromkeys(each.id for each in sorted(found, key=lambda each: (each.lineno, each.col_offset))))


def _text(module: _Module, node: ast.stmt) -> str:
    """As it is written, decorators too."""
    first = min([node.lineno, *(each.lineno for each in getattr(node, "decorator_list", []))])
    return SPOKEN_TO_TOOLS.sub("", "\n".join(module.lines[first - 1 : node.end_lineno]))
