"""CSV: what a spreadsheet, or a program, reads back."""

import csv
import io

import numpy as np
import pytest

from app.core.axis import SweepSpec
from app.core.ensembles import EnsembleMapSpec, EnsembleSpec
from app.core.fields import BadField
from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.table import TableOptions, write

RUN = {"objective": {"name": "himmelblau"}, "optimizer": {"name": "adam", "lr": 0.3}, "start": [0.5, -1.0], "steps": 40}


def read(result, table="updates"):
    """The rows of a table as dictionaries, as Python's reader of CSV has them."""
    return [*csv.DictReader(io.StringIO(write(result, TableOptions(table=table)).decode(), newline=""), strict=True)]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_number_reads_back_to_the_bit(computed, dtype):
    """Point, loss, gradient and state of every record, by names that say what and of which coordinate."""
    result = computed(RunSpec, {**RUN, "dtype": dtype})
    rows, steps = read(result), result.steps
    assert [*rows[0]][:6] == ["step", "x", "y", "loss", "grad_x", "grad_y"]
    assert [*rows[0]][6:] == ["exp_avg_x", "exp_avg_y", "exp_avg_sq_x", "exp_avg_sq_y"]
    back = {name: np.array([row[name] for row in rows], dtype=dtype) for name in rows[0]}
    assert np.array_equal(back["y"], steps.point[:, 1]) and np.array_equal(back["loss"], steps.loss)
    assert np.array_equal(back["grad_x"], steps.grad[:, 0])
    assert np.array_equal(back["exp_avg_sq_y"], steps.state["exp_avg_sq"][:, 1])


def test_a_scheduled_rate_is_a_column(computed):
    """The rate of the update after each record: none after the last."""
    result = computed(RunSpec, {**RUN, "schedule": {"name": "cosine"}})
    assert [float(row["rate"]) for row in read(result)[:-1]] == result.rates
    assert read(result)[-1]["rate"] == ""


def test_lines_end_as_rfc_4180_says(computed):
    """By CRLF, the last one too, with a cell for each name in every row."""
    lines = write(computed(RunSpec, {**RUN, "optimizer": {"name": "adam"}}), TableOptions()).decode().split("\r\n")
    assert lines[-1] == "" and len(lines) == 1 + 41 + 1
    assert {line.count(",") for line in lines[:-1]} == {9}


def test_no_text_is_a_formula(computed):
    """A class called like a formula is a word to a spreadsheet; a negative number stays a number."""
    points = {"name": "points", "points": [[0.0, 0.0], [1.0, 1.0]], "labels": [0, 1], "classes": ["=1+1", "@SUM(A1)"]}
    result = computed(TrainingSpec, {"data": points, "network": {"name": "linear"}})
    text = (
        write(result, TableOptions(table="weights")).decode() + write(result, TableOptions(table="accuracy")).decode()
    )
    cells = {cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row}
    assert "training_=1+1" in cells
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@")]
    assert any(float(cell) < 0 for cell in cells if cell.startswith("-"))


def test_a_key_of_an_own_state_is_no_formula_either(computed):
    """What a rule keeps may have any name."""
    result = computed(RunSpec, RUN)
    result.steps.state["=cmd|' /C calc'!A0"] = result.steps.state.pop("exp_avg")
    assert b"'=cmd" in write(result, TableOptions()).splitlines()[0]


def test_the_tables_of_a_training(computed):
    """Its updates in rows; all weights, gradients and states of its frames, a number a row; how right it is."""
    result = computed(TrainingSpec, {"epochs": 1, "batch": 20})
    updates, weights, accuracy = (read(result, table) for table in ("updates", "weights", "accuracy"))
    assert [float(row["loss"]) for row in updates] == result.steps.loss
    assert updates[1]["samples"].split() == [str(number) for number in range(20, 40)]
    of = {row["of"] for row in weights}
    assert of == {"weight", "grad", "update", "state momentum_buffer"}
    row = next(row for row in weights if row["step"] == "1" and row["place"] == "2.0.3.1")
    assert float(row["value"]) == result.frames[1].weights[row["parameter"]][2][0][3][1]
    assert [float(row["training_all"]) for row in accuracy] == [
        frame.training.accuracy["all"] for frame in result.frames
    ]


def test_a_map_is_a_row_for_each_of_its_runs(computed):
    """Both values, in words how it ended, and its loss to the bit."""
    axes = {"x": {"field": "optimizer.lr", "low": 0.1, "high": 1.5, "count": 3}}
    axes["y"] = {"field": "start.0", "low": -1.0, "high": 1.0, "count": 2}
    run = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd"}, "start": [1.0], "steps": 50}
    result = computed(SweepSpec, {"run": run, **axes})
    rows = read(result)
    assert [(row["start.0"], row["optimizer.lr"]) for row in rows[2:4]] == [("-1.0", "1.5"), ("1.0", "0.1")]
    assert rows[2]["status"] == "diverged"
    assert np.array_equal(np.array([row["loss"] for row in rows], dtype="f4"), result.ends.loss.ravel())


def test_the_tables_of_many_networks(computed):
    """The band by updates; each network; who has learned on the way; every weight's mean and deviation."""
    result = computed(EnsembleSpec, {"training": {"epochs": 1}, "first": 4, "count": 3})
    band, networks, standings, weights = (read(result, of) for of in ("updates", "networks", "accuracy", "weights"))
    ended = result.ended.networks
    assert [float(row["p90"]) for row in band] == result.band.p90
    assert [row["seed"] for row in networks] == ["4", "5", "6"]
    assert [float(row["loss"]) for row in networks] == ended.loss
    assert sum(int(row["learned"]) for row in networks) == int(standings[-1]["learned"]) == sum(ended.learned)
    place = next(row for row in weights if (row["of"], row["place"]) == ("after", "1.0.2.1"))
    assert float(place["deviation"]) == result.ended.after.deviation[place["parameter"]][1][0][2][1]


def test_a_map_of_seeds_is_a_row_for_each_place(computed):
    """How many learn there, and diverge, of how many."""
    axes = {"x": {"field": "optimizer.lr", "low": 0.001, "high": 90.0, "count": 3}}
    axes["y"] = {"field": "optimizer.momentum", "low": 0.0, "high": 0.9, "count": 2}
    result = computed(EnsembleMapSpec, {"training": {"epochs": 1}, "count": 2, **axes})
    rows = read(result)
    assert (rows[2]["optimizer.momentum"], rows[2]["optimizer.lr"], rows[2]["count"]) == ("0.0", "90.0", "2")
    for name in ("learned", "diverged"):
        assert [int(row[name]) for row in rows] == getattr(result, name).ravel().tolist()


def test_a_run_has_one_table(computed):
    """To ask for another is an error that names the choice."""
    with pytest.raises(BadField, match="must be 'updates' here") as refused:
        write(computed(RunSpec, RUN), TableOptions(table="weights"))
    assert refused.value.field == "table"
