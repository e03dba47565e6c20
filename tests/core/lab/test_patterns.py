"""The article's forty pictures."""

import torch

from app.core.lab import patterns


def test_samples_are_the_article_s():
    """Twenty of A, then twenty of B, brighter from picture to picture, as the article's loops make them."""
    images, labels = patterns.samples()
    assert (images.shape, images.dtype, labels.tolist()) == ((40, 1, 4, 4), torch.float32, [0] * 20 + [1] * 20)
    assert images[3, 0].tolist() == [[0, 3, 0, 3]] * 4
    assert images[23, 0].tolist() == [[3, 3, 3, 3], [0, 3, 0, 3], [0, 3, 0, 3], [3, 3, 3, 3]]


def test_two_pictures_are_the_same():
    """A at intensity 0 and B at intensity 0 are one dark picture with two labels, and no other two are alike."""
    images, labels = patterns.samples()
    distances = torch.cdist(images.flatten(1), images.flatten(1)) + torch.eye(40)
    assert (distances == 0).nonzero().tolist() == [[0, 20], [20, 0]]
    assert labels[0] != labels[20]


def test_the_test_picture_is_what_numpy_makes_of_it():
    """999999999 is no float32: the article's picture holds the nearest one, a thousand million."""
    assert patterns.picture(0, patterns.TEST_INTENSITY).unique().tolist() == [0.0, 1e9]
