"""Make static/vendor from node_modules: `vendor.py`, or `vendor.py --check` to compare and change nothing."""

from __future__ import annotations

import filecmp
import hashlib
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bundle import bundle

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Copy:
    """A file of an npm package and its place here. Names hold the version: browsers keep them for ever."""

    package: str
    source: str
    target: str


@dataclass(frozen=True)
class Face:
    """A font family as its package splits it: one file for each range of characters."""

    family: str
    package: str
    file: str
    ranges: tuple[str, ...]
    weight: str
    whole: bool = False

    def copies(self) -> list[Copy]:
        """The font files to take."""
        stem = self.file.split("{")[0]
        return [
            Copy(self.package, f"files/{self.file.format(name)}", f"fonts/{stem}{name}-{{version}}.woff2")
            for name in self.ranges
        ]


INTER = "@fontsource-variable/inter"
MONO = "@fontsource-variable/jetbrains-mono"
STIX = "@fontsource/stix-two-math"

FACES = [
    Face("Inter", INTER, "inter-{}-wght-normal.woff2", ("latin", "latin-ext", "greek"), "100 900"),
    Face("JetBrains Mono", MONO, "jetbrains-mono-{}-wght-normal.woff2", ("latin", "greek"), "100 800"),
    # Called latin, but the whole font, with its OpenType MATH table: MathML is set with it.
    Face("STIX Two Math", STIX, "stix-two-math-{}-400-normal.woff2", ("latin",), "400", whole=True),
]

COPIES = [
    Copy("plotly.js-basic-dist-min", "plotly-basic.min.js", "plotly/plotly-basic-{version}.min.js"),
    Copy("plotly.js-cartesian-dist-min", "plotly-cartesian.min.js", "plotly/plotly-cartesian-{version}.min.js"),
    Copy("plotly.js-gl3d-dist-min", "plotly-gl3d.min.js", "plotly/plotly-gl3d-{version}.min.js"),
    Copy("plotly.js-basic-dist-min", "LICENSE", "plotly/LICENSE"),
    Copy("plotly.js", "dist/plotly.css", "plotly/plotly-{version}.css"),
    Copy("swagger-ui-dist", "swagger-ui-bundle.js", "swagger-ui/swagger-ui-bundle-{version}.js"),
    Copy("swagger-ui-dist", "swagger-ui.css", "swagger-ui/swagger-ui-{version}.css"),
    Copy("swagger-ui-dist", "LICENSE", "swagger-ui/LICENSE"),
    Copy("swagger-ui-dist", "NOTICE", "swagger-ui/NOTICE"),
    Copy("swagger-ui-dist", "swagger-ui-bundle.js.LICENSE.txt", "swagger-ui/LICENSE-bundled"),
    *(copy for face in FACES for copy in face.copies()),
    Copy(INTER, "LICENSE", "fonts/LICENSE-inter"),
    Copy(MONO, "LICENSE", "fonts/LICENSE-jetbrains-mono"),
    Copy(STIX, "LICENSE", "fonts/LICENSE-stix-two-math"),
]


def installed(package: str) -> dict[str, str]:
    """The package.json of an installed package, which must be the version that ours pins."""
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"][package]
    found: dict[str, str] = json.loads((MODULES / package / "package.json").read_text())
    if found["version"] != pinned:
        sys.exit(f"node_modules has {package} {found['version']}, package.json pins {pinned}: run npm ci.")
    return found


def make(folder: Path) -> None:
    """Copy every file into a folder; write the editor, the font rules and the manifest beside them."""
    entries = []
    for copy in COPIES:
        about = installed(copy.package)
        target = folder / copy.target.format(version=about["version"])
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / copy.package / copy.source, target)
        entries.append(entry(folder, target, copy.package, about, copy.source))
    rules = folder / "fonts" / f"fonts-{installed(INTER)['version']}.css"
    rules.write_text("".join(map(font_rules, FACES)))
    entries.append(entry(folder, rules, INTER, installed(INTER), "unicode.json"))
    entries += bundle(folder)
    text = json.dumps(sorted(entries, key=lambda row: row["file"]), indent=2)
    (folder / MANIFEST).write_text(text + "\n")


def entry(folder: Path, file: Path, package: str, about: dict[str, str], source: str) -> dict[str, str]:
    """One line of the manifest: what a file is and where it is from."""
    return {
        "file": file.relative_to(folder).as_posix(),
        "package": package,
        "version": about["version"],
        "source": source,
        "licence": about["license"],
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }


def font_rules(face: Face) -> str:
    """The CSS of one family: a browser fetches only the files whose characters a page shows."""
    version = installed(face.package)["version"]
    ranges = json.loads((MODULES / face.package / "unicode.json").read_text())
    rules = ""
    for name, copy in zip(face.ranges, face.copies(), strict=True):
        lines = [
            f'font-family: "{face.family}";',
            f"font-weight: {face.weight};",
            "font-display: swap;",
            f'src: url("{Path(copy.target.format(version=version)).name}") format("woff2");',
        ]
        if not face.whole:
            lines.append(f"unicode-range: {ranges[name]};")
        rules += "@font-face {\n" + "".join(f"  {line}\n" for line in lines) + "}\n"
    return rules


def differences(made: Path, kept: Path) -> list[str]:
    """Files that one of two folders lacks, or that differ by a byte."""
    names = {path.relative_to(top) for top in (made, kept) for path in top.rglob("*") if path.is_file()}
    return sorted(
        str(name)
        for name in names
        if not ((made / name).is_file() and (kept / name).is_file())
        or not filecmp.cmp(made / name, kept / name, shallow=False)
    )


def main(arguments: list[str]) -> None:
    """Make the files anew; keep them, or compare them with what is kept."""
    with tempfile.TemporaryDirectory() as name:
        made = Path(name)
        make(made)
        if arguments == ["--check"]:
            if different := differences(made, VENDOR):
                sys.exit(f"static/vendor differs from what `make vendor` makes: {', '.join(different)}")
            return
        if VENDOR.exists():
            shutil.rmtree(VENDOR)
        shutil.copytree(made, VENDOR)


if __name__ == "__main__":
    main(sys.argv[1:])
