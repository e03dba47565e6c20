"""The benchmark: what it compares with is what it says it is, and a floor that is missed is said."""

import io
import shutil

import numpy as np
import pytest
from PIL import Image

from app.core.steps import Numbers
from bench import __main__ as program
from bench import article, gif, hall, lanes, maps, networks, notebook
from bench.table import Figure, Row, table

SIDE, STEPS = 64, 120


@pytest.fixture(autouse=True)
def quiet():
    """Rates that diverge overflow in numpy, as they should."""
    with np.errstate(over="ignore", invalid="ignore"):
        yield


def test_the_article_s_loop_is_the_article_s():
    """800 steps of 0.01 from x = 1 leave 0.98⁸⁰⁰."""
    assert article.descend(800, 0.01)[-1] == pytest.approx(0.98**800, rel=1e-4)


def test_all_lanes_are_computed_whole():
    """As many lanes as are said, each with a row and all its steps."""
    assert [run.steps for run in lanes.specs(7, 30)] == [30] * 7
    rows = lanes.measure((1, 20), 30)
    assert [row.what for row in rows] == ["1 lane, 30 steps each", "20 lanes, 30 steps each"]


def agree(status: Numbers, step: Numbers) -> bool:
    """Whether a map is Kudari's: another order of operations may move a verdict by a step, where it is close."""
    ours = maps.kudari(maps.spec(SIDE, STEPS))
    assert set(ours.status.flat) == {maps.FINISHED, maps.CONVERGED, maps.DIVERGED}
    assert (ours.status.ravel() == status).mean() > 0.999
    assert (abs(ours.step.ravel() - step) <= 1).mean() > 0.999
    return True


def test_numpy_s_map_is_kudari_s():
    """The arithmetic by hand comes to the same verdicts."""
    start, rate = maps.lanes(SIDE)
    assert agree(*maps.judge(start, rate, STEPS))


def test_the_update_alone_is_the_same_update():
    """Without verdicts, numpy comes to the same points."""
    start, rate = maps.lanes(SIDE)
    judged = start.copy()
    maps.judge(judged, rate, STEPS)
    maps.update(start, rate, STEPS)
    np.testing.assert_array_equal(start, judged)


def test_c_s_map_is_kudari_s():
    """Where there is a compiler, so do the same two in C."""
    start, rate = maps.lanes(SIDE)
    alone, by_hand = start.copy(), start.copy()
    with maps.compiled() as c:
        assert (c is None) == (shutil.which("cc") is None)
        if c is not None:
            assert agree(*c.judge(start, rate, STEPS))
            c.update(alone, rate, STEPS)
            maps.update(by_hand, rate, STEPS)
            np.testing.assert_allclose(alone, by_hand, rtol=1e-3)


def test_everyone_in_the_hall_has_every_record_from_both_servers():
    """A hall of six, from Kudari and from the server that only sends, which sends the same; the clients check it."""
    rows = hall.measure({6: 1}, steps=20)
    assert {row.reference.name for row in rows if row.reference} == {"the ceiling", "the article's loop"}
    assert all(isinstance(row.measured, Figure) and row.measured.value >= 0 for row in rows)


@pytest.mark.parametrize(
    ("spec", "make"),
    [(networks.ARTICLE, notebook.article), (networks.PLANE, notebook.perceptron)],
    ids=["article", "plane"],
)
def test_the_notebook_s_networks_are_kudari_s(spec, make):
    """The loops that networks at once are held against come to the same losses, update by update."""
    samples = spec.data.load().training
    losses = networks.at_once(spec, 2)
    for seed in range(2):
        by_hand = notebook.train(make, seed, samples, spec.batch, spec.epochs)
        np.testing.assert_allclose(losses[:, seed], by_hand, rtol=1e-4, atol=1e-5)


def test_all_networks_are_trained():
    """A row for each number of networks, told and untold, and for each on the plane."""
    rows = networks.measure((2, 3))
    assert len(rows) == 7 and rows[0].ratio_at_least == 30
    assert all(isinstance(row.measured, Figure) and row.measured.value > 0 for row in rows)


def test_the_article_s_gif_and_kudari_s(tmp_path):
    """Both have a picture for each step, of the same size; Kudari's has the start too."""
    gif.by_article(5, tmp_path / "article.gif")
    with Image.open(io.BytesIO(gif.by_kudari(5))) as ours, Image.open(tmp_path / "article.gif") as theirs:
        assert (ours.n_frames, theirs.n_frames) == (6, 5) and ours.size == theirs.size
    seconds, size = gif.measure(5)
    assert seconds.ratio < 1 and isinstance(size.measured, Figure)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (Row("a", Figure(3, "s"), Figure(4, "s", "b"), ratio_at_least=0.5), "at least 0.5 x: holds"),
        (Row("a", Figure(1, "s"), Figure(4, "s", "b"), ratio_at_least=0.5), "at least 0.5 x: MISSED"),
        (Row("a", Figure(9, "s"), Figure(1, "s", "b"), ratio_at_most=5), "at most 5 x: MISSED"),
        (Row("a", Figure(0.7, "s"), at_most=0.5), "at most 0.5 s: MISSED"),
        (Row("a", Figure(0.4, "s"), at_most=0.5), "at most 0.5 s: holds"),
        (Row("a", Figure(0.4, "s")), ""),
    ],
)
def test_a_missed_floor_is_said(row, said):
    """In the table, and by the row."""
    assert row.cells()[-1] == said and said in table([row])
    assert row.missed == ("MISSED" in said)


def test_a_part_that_fails_keeps_nobody_from_the_others(monkeypatch, capsys):
    """It is in the table as failed, and counts as missed."""
    monkeypatch.setattr(lanes, "measure", lambda: 1 / 0)
    (row,) = program.measured("lanes")
    assert row.missed and "ZeroDivisionError" in str(row.measured)
