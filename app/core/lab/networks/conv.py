"""The article's network: four filters as large as the picture."""

from __future__ import annotations

from torch import Tensor, nn

FILTERS = 4


class Conv(nn.Module):
    """Each logit is the sum of products, pixel by weight, of one filter.

    images [samples, 1, 4, 4] -> logits [samples, 4]. The article's has no bias, so that a dark picture has four equal
    logits. Source: the article's `Conv2d(in_channels=1, out_channels=4, kernel_size=4, bias=False)`.
    """

    def __init__(self, shape: tuple[int, ...], classes: int, bias: bool = False) -> None:
        super().__init__()
        channels, rows, columns = shape
        self.conv = nn.Conv2d(channels, FILTERS, (rows, columns), bias=bias)

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.conv(images).flatten(1)
        return logits


class BiasedConv(Conv):
    """The same with a bias: a number that each logit has before the picture is looked at."""

    def __init__(self, shape: tuple[int, ...], classes: int) -> None:
        super().__init__(shape, classes, bias=True)
