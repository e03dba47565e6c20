"""Make one module of the packages that the code editor is made of, and say which they are."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
ENTRY = Path("tools") / "editor.js"
ESBUILD = [sys.executable, "tools/node.py", str(MODULES / "esbuild" / "bin" / "esbuild")]
OPTIONS = ["--bundle", "--format=esm", "--minify", "--target=es2022", "--legal-comments=none", "--log-level=warning"]


def bundle(folder: Path) -> list[dict[str, str]]:
    """Write the module and its licences into a folder of their own; their lines of the manifest.

    The version in its name is made of its bytes: many packages have their part in them.
    """
    home = folder / "codemirror"
    home.mkdir(parents=True, exist_ok=True)
    made, meta = home / "editor.js", home / "meta.json"
    command = [*ESBUILD, str(ENTRY), *OPTIONS, f"--outfile={made}", f"--metafile={meta}"]
    subprocess.run(command, cwd=ROOT, check=True)
    (output,) = json.loads(meta.read_text())["outputs"].values()
    meta.unlink()
    packages = sorted({_package(name) for name, part in output["inputs"].items() if part["bytesInOutput"]})
    version = hashlib.sha256(made.read_bytes()).hexdigest()[:8]
    target = made.rename(home / f"editor-{version}.js")
    licences = home / "LICENSE"
    licences.write_text(_licences(packages))
    about = [json.loads((MODULES / package / "package.json").read_text()) for package in packages]
    line = {
        "package": ", ".join(f"{each['name']} {each['version']}" for each in about),
        "version": version,
        "source": ENTRY.as_posix(),
        "licence": " and ".join(sorted({each["license"] for each in about})),
    }
    return [
        {"file": file.relative_to(folder).as_posix(), **line, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
        for file in (licences, target)
    ]


def _package(file: str) -> str:
    """The package of a file such as node_modules/@codemirror/view/dist/index.js."""
    _, _, inside = file.rpartition("node_modules/")
    parts = inside.split("/")
    return "/".join(parts[: 2 if inside.startswith("@") else 1])


def _licences(packages: list[str]) -> str:
    """Each licence once, under the names of the packages that have it."""
    texts: dict[str, list[str]] = {}
    for package in packages:
        texts.setdefault((MODULES / package / "LICENSE").read_text().strip(), []).append(package)
    return "\n".join(f"{', '.join(names)}\n\n{text}\n" for text, names in texts.items())
