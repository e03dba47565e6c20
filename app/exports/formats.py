"""The list of formats. An export is a module here, and a line in this list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.exports import code, figure, notebook, saved, table
from app.exports.options import Options
from app.exports.results import NOUNS, Computed, title


@dataclass(frozen=True)
class Format:
    """One format. write: the bytes of a result, by the options. suffix: how its files end. of: the nouns it is for."""

    name: str
    title: str
    about: str
    media_type: str
    suffix: str
    write: Callable[[Any, Any], bytes]
    options: type[Options] = Options
    of: tuple[str, ...] = (*NOUNS,)

    def file(self, spec: Computed, options: Options) -> str:
        """What a file of it is called."""
        name = "-".join(filter(None, ("kudari", title(spec), options.part)))
        return f"{name.replace('_', '-')}{self.suffix}"


FORMATS = (
    Format(
        name="csv",
        title="CSV",
        about="Every record as a table for a spreadsheet, the optimizer's state included.",
        media_type="text/csv",
        suffix=".csv",
        write=table.write,
        options=table.TableOptions,
    ),
    Format(
        name="json",
        title="JSON",
        about="Every record, as the API answers it. Kudari opens it again.",
        media_type="application/json",
        suffix=".json",
        write=saved.write,
    ),
    Format(
        name="python",
        title="PyTorch code",
        about="A program of plain torch that gives the same numbers.",
        media_type="text/x-python",
        suffix=".py",
        write=code.write,
        options=code.CodeOptions,
        of=("run", "training"),
    ),
    Format(
        name="notebook",
        title="A notebook",
        about="The same as a notebook, with prose between its parts, and figures that open without the internet.",
        media_type="application/x-ipynb+json",
        suffix=".ipynb",
        write=notebook.write,
        options=notebook.NotebookOptions,
        of=("run", "training"),
    ),
    Format(
        name="figure",
        title="The page's figure",
        about="The very figure of the page as Plotly JSON, which `plotly.io.from_json` reads.",
        media_type="application/json",
        suffix=".plotly.json",
        write=figure.write,
        options=figure.FigureOptions,
    ),
)
