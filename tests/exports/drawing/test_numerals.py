"""Numbers as the page writes them: by the page's own script, in Node."""

import json
import subprocess
import sys
from pathlib import Path

import app
from app.exports.drawing.numerals import shown

ROOT = Path(app.__file__).parents[1]
VALUES = [
    0,
    1,
    -1,
    0.1,
    -0.25,
    1 / 3,
    1e-4,
    9.99e-5,
    1.5e-7,
    -2e-12,
    123456,
    1234567,
    9999999,
    1e7,
    6.1e5,
    8.28e20,
    0.1 + 0.2,
]
SCRIPT = """
const { shown } = await import(process.argv[1]);
const [values, digits] = JSON.parse(process.argv[2]);
console.log(JSON.stringify(digits.map((each) => values.map((value) => shown(value, each)))));
"""


def test_numbers_are_written_as_on_the_page():
    """With three digits and with six, however large or small."""
    script = (ROOT / "static" / "js" / "numbers.js").as_uri()
    command = [sys.executable, "tools/node.py", "--input-type=module", "--eval", SCRIPT, script]
    command.append(json.dumps([VALUES, [3, 6]]))
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=60).stdout
    assert json.loads(said) == [[shown(value, digits) for value in VALUES] for digits in (3, 6)]
