"""What every data set of the catalogue promises. A new one joins by being in the list."""

import math

import numpy as np
import pytest
import torch

from app.core.catalogue.datasets import DATASETS, POINT
from app.core.entries import find
from app.core.lab.train import Training
from app.core.training import MAX_CLASSES, PointsSpec, TrainingSpec

DRAWN = [entry for entry in DATASETS if "seed" in [each.name for each in entry.parameters]]

each_dataset = pytest.mark.parametrize("entry", DATASETS, ids=lambda entry: entry.name)
each_drawn = pytest.mark.parametrize("entry", DRAWN, ids=lambda entry: entry.name)


def spec(entry, **parameters):
    return TrainingSpec.model_validate({**entry.training, "data": {"name": entry.name, **parameters}}).data


def shapes(entry):
    """The defaults, and each parameter at both ends of its slider, the others as given."""
    yield {}
    for parameter in entry.parameters:
        yield from ({parameter.name: parameter.default.__class__(end)} for end in parameter.slider)


def parts(data):
    return [data.training] if data.test is None else [data.training, data.test]


def test_names_are_unique():
    """A name is what a spec, an address and a file call a data set by; `points` are somebody's own."""
    names = [entry.name for entry in DATASETS]
    assert len({*names, "points"}) == len(names) + 1


@each_dataset
def test_samples_are_as_the_catalogue_says(entry):
    """Inputs in float32 of its shape, labels that number its classes, as many as it says, wherever sliders stand."""
    for parameters in shapes(entry):
        asked = spec(entry, **parameters)
        data = asked.make()
        assert data.shape == asked.shape == entry.shape and data.classes == entry.classes
        assert len(data.training) == asked.size and len(data.classes) <= MAX_CLASSES
        for samples in parts(data):
            assert samples.inputs.dtype == torch.float32 and samples.inputs.isfinite().all()
            assert samples.labels.dtype == torch.int64 and len(samples.inputs) == len(samples)
            assert 0 <= samples.labels.min() <= samples.labels.max() < len(data.classes)
        assert data.training.labels.unique().tolist() == [*range(len(data.classes))]


@each_dataset
def test_the_same_spec_gives_the_same_samples(entry):
    """Made anew they are the same to the bit: a training is a pure function of its spec."""
    for first, again in zip(parts(spec(entry).make()), parts(spec(entry).make()), strict=True):
        assert torch.equal(first.inputs, again.inputs) and torch.equal(first.labels, again.labels)


@each_dataset
def test_no_sample_is_learnt_and_tested(entry):
    """What a network is tested with it has not been shown."""
    data = spec(entry).make()
    assert torch.cdist(data.training.inputs.flatten(1), data.test.inputs.flatten(1)).min() > 0


@each_dataset
def test_points_lie_in_the_plot(entry):
    """At the default noise the domain shows them all, whatever the seed; pictures have none."""
    assert bool(spec(entry).make().domain) == (entry.shape == POINT)
    for seed in range(20) if entry in DRAWN else ():
        data = spec(entry, seed=seed, count=1000).make()
        low, high = torch.tensor(data.domain).T
        assert all(((low < samples.inputs) & (samples.inputs < high)).all() for samples in parts(data))


@each_dataset
def test_the_training_that_suits_it_learns_it(entry):
    """By the catalogue's setting for it nine samples of ten are right at the end, and not many fewer of others."""
    asked = TrainingSpec.model_validate({**entry.training, "data": {"name": entry.name}})
    last = Training(asked, asked.updates).updates(asked.updates).frames[-1]
    assert last.training.accuracy["all"] >= 0.9
    assert last.test.accuracy["all"] >= 0.85


@each_drawn
def test_other_seeds_draw_other_points(entry):
    """The seed moves the points and leaves how many there are of each class, half as many again for the test."""
    data = [spec(entry, seed=seed, count=90).make() for seed in (0, 1)]
    assert not torch.equal(data[0].training.inputs, data[1].training.inputs)
    assert torch.equal(data[0].training.labels, data[1].training.labels)
    assert [len(samples) for samples in parts(data[0])] == [90, 45]
    assert set(data[0].training.labels.bincount().tolist()) == {90 // len(entry.classes)}


@each_drawn
def test_noise_is_as_wide_as_it_says(entry):
    """The points scatter around those without noise by its standard deviation, in each coordinate."""
    noisy, bare = (spec(entry, noise=noise, count=1000).make().training.inputs for noise in (0.5, 0.0))
    assert (noisy - bare).std(0).tolist() == pytest.approx([0.5, 0.5], rel=0.1)


def test_moons_are_scikit_learn_s():
    """Without noise they lie where `make_moons(shuffle=False)` puts them, both ends of each bow among them."""
    angles = np.linspace(0, np.pi, 50)
    upper = np.stack([np.cos(angles), np.sin(angles)], 1)
    lower = np.stack([1 - np.cos(angles), 1 - np.sin(angles) - 0.5], 1)
    moons = spec(find(DATASETS, "moons"), count=100, noise=0.0).make().training
    np.testing.assert_allclose(moons.inputs, np.concatenate([upper, lower]), atol=1e-6)


def test_circles_are_scikit_learn_s():
    """Without noise they lie where `make_circles(shuffle=False, factor=0.5)` puts them, no angle twice."""
    angles = np.linspace(0, 2 * np.pi, 50, endpoint=False)
    outer = np.stack([np.cos(angles), np.sin(angles)], 1)
    circles = spec(find(DATASETS, "circles"), count=100, noise=0.0).make().training
    np.testing.assert_allclose(circles.inputs, np.concatenate([outer, 0.5 * outer]), atol=1e-6)


def test_spirals_are_half_a_turn_apart():
    """Without noise an arm is the other one seen through the middle, from there to the unit circle."""
    spirals = spec(find(DATASETS, "spirals"), count=100, noise=0.0).make().training
    one, other = spirals.inputs.chunk(2)
    torch.testing.assert_close(one, -other, rtol=0, atol=1e-6)
    torch.testing.assert_close(one.norm(dim=1), torch.linspace(0, 1, 50))


def test_blobs_are_at_the_corners_of_a_triangle():
    """Without noise each class is one point of the unit circle, a third of a turn from the next."""
    blobs = spec(find(DATASETS, "blobs"), count=90, noise=0.0).make().training
    corners = [blobs.inputs[blobs.labels == label].unique(dim=0) for label in range(3)]
    assert [len(corner) for corner in corners] == [1, 1, 1]
    assert torch.pdist(torch.cat(corners)).tolist() == pytest.approx([math.sqrt(3)] * 3)


def test_digits_are_scikit_learn_s():
    """The 1,797 pictures of `load_digits` in its order, from which the first are learnt and the last 360 tested."""
    data = spec(find(DATASETS, "digits"), count=1437).make()
    images = torch.cat([data.training.inputs, data.test.inputs])
    labels = torch.cat([data.training.labels, data.test.labels])
    assert images.shape == (1797, 1, 8, 8) and (images.min(), images.max()) == (0, 1)
    assert labels[:10].tolist() == [*range(10)] and labels[-3:].tolist() == [8, 9, 8]
    assert labels.bincount().tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert (16 * images[0, 0, 0]).tolist() == [0, 0, 5, 13, 9, 1, 0, 0] and images.mul(16).sum() == 561718


def test_own_points_are_as_they_were_given():
    """All of them for training, none for testing, and a square plot with a margin around them."""
    own = PointsSpec(name="points", points=[[-1.0, 0.0], [3.0, 1.0], [0.5, 0.25]], labels=[1, 0, 1], classes=["a", "b"])
    data = own.make()
    assert data.training.inputs.tolist() == own.points and data.training.labels.tolist() == own.labels
    assert (data.test, data.classes, own.size, own.shape) == (None, ("a", "b"), 3, (2,))
    assert data.domain == (pytest.approx((-1.6, 3.6)), pytest.approx((-2.1, 3.1)))


def test_own_points_may_be_one_place():
    """A plot has an extent even where the points have none."""
    own = PointsSpec(name="points", points=[[2.0, 2.0]] * 2, labels=[0, 1])
    assert own.make().domain == ((1.0, 3.0), (1.0, 3.0))
