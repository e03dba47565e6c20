"""static/vendor is what its lock makes, to the byte."""

import json
import shutil
from pathlib import Path

import pytest
from plotly.offline import get_plotlyjs_version

import vendor

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """A copy of static/vendor to spoil."""
    folder = tmp_path / "vendor"
    shutil.copytree(vendor.VENDOR, folder)
    monkeypatch.setattr(vendor, "VENDOR", folder)
    return folder


def test_nothing_differs(kept):
    """What is committed is what `make vendor` makes."""
    vendor.main(["--check"])


def test_a_changed_byte_is_found(kept):
    """One byte of one file that is not the package's is enough."""
    bundle = next(kept.glob("plotly/plotly-basic-*.min.js"))
    changed = bytearray(bundle.read_bytes())
    changed[1000] ^= 1
    bundle.write_bytes(changed)
    with pytest.raises(SystemExit, match=f"differs.*: plotly/{bundle.name}$"):
        vendor.main(["--check"])


def test_a_stray_and_a_missing_file_are_found(kept):
    """Each file belongs to a package, and each file of the list is there."""
    (kept / "stray.js").touch()
    (kept / "plotly" / "LICENSE").unlink()
    with pytest.raises(SystemExit, match=r": plotly/LICENSE, stray\.js$"):
        vendor.main(["--check"])


def test_made_again_it_is_as_before(kept):
    """`make vendor` puts a spoilt folder right."""
    (kept / "stray.js").touch()
    vendor.main([])
    vendor.main(["--check"])


def test_plotly_is_python_s():
    """The page draws with the plotly.js for which the Python package writes its figures."""
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    versions = {version for name, version in pinned.items() if name.startswith("plotly.js")}
    assert versions == {get_plotlyjs_version()}
