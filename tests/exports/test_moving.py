"""GIF and WebP: read back by Pillow they show the records, to the pixel and to the hundredth of a second."""

import io
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageChops

from app.core.spec import RunSpec
from app.core.training import TrainingSpec
from app.exports.drawing.canvas import Paints
from app.exports.drawing.reels import stage_of
from app.exports.drawn import DRAWN
from app.exports.pictures import GifSpec, WebpSpec

RUN = {"objective": {"name": "square"}, "optimizer": {"name": "simple_gd", "lr": 0.1}, "start": [1.0], "steps": 30}
PLANE = {"objective": {"name": "ravine"}, "optimizer": {"name": "adam", "lr": 0.1}, "start": [-1.5, 1.0], "steps": 30}
RULES = [("simple_gd", 0.01), ("momentum", 0.01), ("adam", 0.1), ("rmsprop", 0.05), ("nesterov", 0.01), ("lion", 0.05)]
RACE = [{**PLANE, "optimizer": {"name": name, "lr": lr}} for name, lr in RULES]
WILD = {**RUN, "optimizer": {"name": "simple_gd", "lr": 1.5}}


@pytest.fixture(scope="session")
def drawn(computed):
    """A file and all of its pictures: `drawn(GifSpec, run={...}, ...)`."""

    def draw(kind, **asked):
        spec = kind.model_validate(asked)
        runs = asked.get("race", [asked.get("run")])
        told = computed(TrainingSpec, asked["training"]) if spec.training else [computed(RunSpec, run) for run in runs]
        drawing, done = DRAWN[spec.format](spec, told), []
        while True:
            try:
                done.append(next(drawing))
            except StopIteration as end:
                return SimpleNamespace(spec=spec, told=told, file=end.value, done=done, **read(end.value))

    return draw


def read(file):
    """What Pillow reads: each picture, the rectangle that it changes, and the hundredths of a second that it stands."""
    image = Image.open(io.BytesIO(file))
    pictures, boxes, hundredths = [], [], []
    for number in range(image.n_frames):
        image.seek(number)
        boxes.append(image.tile[0][1] if image.tile else None)
        pictures.append(image.convert("RGB"))
        hundredths.append(image.info["duration"] / 10)
    return {"image": image, "pictures": pictures, "boxes": boxes, "hundredths": hundredths}


def centre(picture, colour, near, reach=14):
    """The middle of what has exactly this colour around a place."""
    left, top = (round(each) - reach for each in near)
    part = np.asarray(picture)[max(top, 0) : top + 2 * reach, max(left, 0) : left + 2 * reach]
    rows, columns = np.nonzero((part == colour).all(axis=-1))
    return columns.mean() + max(left, 0) + 0.5, rows.mean() + max(top, 0) + 0.5


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("run", [RUN, PLANE])
def test_the_ball_is_where_the_record_is(drawn, run, look):
    """In each picture, to a pixel: at x and f(x) on a curve, at x and y on a hill from above."""
    made = drawn(GifSpec, run=run, look=look)
    (result,), stage = made.told, stage_of(made.spec, made.told)[0]
    hill, hue = stage.panels[0], Paints(look).rgb("hue-1" if run is RUN else "hue-3")
    up = result.steps.loss if run is RUN else result.steps.point[:, 1]
    for picture, x, y in zip(made.pictures, result.steps.point[:, 0], up, strict=True):
        across, down = hill.axes.place(float(x), float(y))
        place = hill.left + across, hill.top + down
        assert centre(picture, hue, place) == pytest.approx(place, abs=1.0)


@pytest.mark.parametrize(
    ("asked", "hundredths"),
    [
        ({"speed": 40.0}, [*([2, 3] * 15), 200]),
        ({"speed": 25.0, "pause": 0.5}, [*([4] * 30), 50]),
        ({"speed": 30.0, "first": 24}, [*([3, 3, 4] * 2), 200]),
        ({"speed": 100.0}, [*([2] * 15), 200]),
        ({"speed": 10.0, "every": 7, "last": 20}, [70, 70, 60, 200]),
    ],
)
def test_time_is_exact(drawn, asked, hundredths):
    """What is rounded off one picture the next one has; faster than can be seen, steps are left out."""
    assert drawn(GifSpec, run=RUN, **asked).hundredths == hundredths


def test_only_what_differs_is_in_the_file(drawn):
    """Each picture's rectangle is the smallest around what differs from the picture before."""
    made = drawn(GifSpec, run=RUN)
    for before, after, box in zip(made.pictures[:-1], made.pictures[1:], made.boxes[1:], strict=True):
        assert ImageChops.difference(before, after).getbbox() == box


@pytest.mark.parametrize("asked", [{"run": RUN}, {"race": RACE}, {"training": {"epochs": 1}}])
def test_pictures_come_to_what_one_drawn_at_once_is(drawn, asked):
    """Changed piece by piece, the last picture is the one that is drawn as a whole, but for the palette's shades."""
    made = drawn(GifSpec, **asked)
    stage, last = stage_of(made.spec, made.told)
    stage.show(last)
    apart = np.abs(np.asarray(stage.whole()).astype(int) - np.asarray(made.pictures[-1]))
    assert apart.mean() < 0.5 and (apart.max(axis=-1) > 60).mean() < 1e-3


def test_webp_has_the_same_pictures(drawn):
    """Pixel for pixel and hundredth for hundredth those of the GIF."""
    gif, webp = (drawn(kind, race=RACE[:2], speed=40.0) for kind in (GifSpec, WebpSpec))
    assert webp.image.format == "WEBP"
    assert webp.hundredths == gif.hundredths
    assert [picture.tobytes() for picture in webp.pictures] == [picture.tobytes() for picture in gif.pictures]


@pytest.mark.parametrize(("loop", "said"), [(True, 0), (False, None)])
def test_it_begins_again_where_it_is_to(drawn, loop, said):
    """For ever, or not at all."""
    assert drawn(GifSpec, run=RUN, loop=loop).image.info.get("loop") == said


def test_a_run_that_diverged_ends_with_that(drawn):
    """There is a picture for each record that it has, and the last one has words in the colour of what went wrong."""
    made = drawn(GifSpec, run=WILD)
    (result,) = made.told
    assert result.outcome.status == "diverged" and len(made.pictures) == len(result.steps) == result.outcome.step
    bad = Paints("light").rgb("bad")
    told = [(np.asarray(picture) == bad).all(-1).sum() for picture in made.pictures]
    assert told[-1] > 20 and not any(told[:-1])


def test_a_race_has_a_ball_for_each_lane(drawn):
    """At the start and at the end, each in its rule's colour."""
    made = drawn(GifSpec, race=RACE)
    hues = [Paints("light").rgb(f"hue-{number}") for number in (1, 2, 3, 4)]
    for hue in hues:
        assert (np.asarray(made.pictures[-1]) == hue).all(-1).sum() > 150


def test_the_share_that_is_done_grows_to_all(drawn):
    """It is told after each picture."""
    made = drawn(GifSpec, run=RUN)
    assert made.done == sorted(made.done) and made.done[-1] == 1.0
    assert len(made.done) >= len(made.pictures)


def test_the_articles_run_is_small(drawn):
    """800 steps of y = x² in less than a tenth of a megabyte and a bit."""
    slow = {**RUN, "optimizer": {"name": "simple_gd", "lr": 0.01}, "steps": 800}
    made = drawn(GifSpec, run=slow, width=640, height=480, speed=40.0)
    assert len(made.pictures) == 801 and sum(made.hundredths) == 2_200
    assert len(made.file) < 105_000
