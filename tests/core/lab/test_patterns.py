"""The article's forty pictures."""

import torch

from app.core.lab.data import patterns


def test_samples_are_the_article_s():
    """Twenty of A, then twenty of B, brighter from picture to picture, as the article's loops make them."""
    samples = patterns.load().training
    assert (samples.inputs.shape, samples.inputs.dtype) == ((40, 1, 4, 4), torch.float32)
    assert samples.labels.tolist() == [0] * 20 + [1] * 20
    assert samples.inputs[3, 0].tolist() == [[0, 3, 0, 3]] * 4
    assert samples.inputs[23, 0].tolist() == [[3, 3, 3, 3], [0, 3, 0, 3], [0, 3, 0, 3], [3, 3, 3, 3]]


def test_two_pictures_are_the_same():
    """A at intensity 0 and B at intensity 0 are one dark picture with two labels, and no other two are alike."""
    samples = patterns.load().training
    flat = samples.inputs.flatten(1)
    assert ((torch.cdist(flat, flat) + torch.eye(40)) == 0).nonzero().tolist() == [[0, 20], [20, 0]]
    assert samples.labels[0] != samples.labels[20]


def test_intensities_can_be_others():
    """From the darkest on, each picture is a spacing brighter than the one before it."""
    brightest = patterns.load(darkest=2, spacing=0.5).training.inputs.amax((1, 2, 3))
    assert brightest.tolist() == [2 + 0.5 * place for place in range(20)] * 2


def test_the_test_picture_is_what_numpy_makes_of_it():
    """999999999 is no float32: the article's picture holds the nearest one, a thousand million."""
    test = patterns.load().test
    assert (test.inputs.unique().tolist(), test.labels.tolist()) == ([0.0, 1e9], [0])
