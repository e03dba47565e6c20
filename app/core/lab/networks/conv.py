"""The article's network: four filters as large as the picture."""

from __future__ import annotations

from torch import Generator, Tensor, nn

from app.core.lab.networks.base import uniform


class Conv(nn.Module):
    """Each logit is the sum of sixteen products, pixel by weight, of one filter.

    images [samples, 1, 4, 4] -> logits [samples, 4]. No bias, so that a dark picture has four equal logits.
    Source: the article's `Conv2d(in_channels=1, out_channels=4, kernel_size=4, bias=False)`.
    """

    def __init__(self, generator: Generator) -> None:
        super().__init__()
        self.conv = nn.utils.skip_init(nn.Conv2d, 1, 4, 4, bias=False)  # type: ignore[no-untyped-call]
        uniform(self.conv.weight, generator)

    def forward(self, images: Tensor) -> Tensor:
        logits: Tensor = self.conv(images).flatten(1)
        return logits
