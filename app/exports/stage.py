"""A whole picture: its ground, its panels and its words, and how it comes from step to step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from PIL import Image, ImageDraw

from app.exports.canvas import Paints, Rect, Sprite
from app.exports.lettering import Face
from app.exports.panel import Panel
from app.figures.theme import Theme

Patch: TypeAlias = tuple[int, int, Image.Image]
"""Where it begins in the picture, and how it looks, in RGB."""


class Words:
    """A text that changes, in a place of its own."""

    def __init__(self, stage: Stage, x: float, y: float, room: float, face: Face) -> None:
        """x, y: where it begins, on its line. room: how wide it may be."""
        self._stage = stage
        self._at = (x, y)
        self.rect = Rect(int(x), int(y - 1.1 * face.size), int(x + room) + 2, int(y + 0.4 * face.size) + 1) & stage.rect
        self._face = face
        self._said: tuple[str, str] = ("", "ink")
        self._stale = False

    def say(self, text: str, token: str = "ink") -> None:
        """Say something, in a colour of the page."""
        if (text, token) != self._said:
            self._said = (text, token)
            self._stale = True

    def patches(self) -> Iterator[Patch]:
        if self._stale:
            self._stale = False
            yield self.rect.left, self.rect.top, self.look()

    def look(self) -> Image.Image:
        """How it looks."""
        part = self._stage.ground.crop(self.rect.box)
        text, token = self._said
        place = self._at[0] - self.rect.left, self._at[1] - self.rect.top
        self._face.write(ImageDraw.Draw(part), place, text, self._stage.paints.rgb(token))
        return part


class Stage:
    """What all pictures have."""

    def __init__(self, width: int, height: int, theme: Theme) -> None:
        self.rect = Rect(0, 0, width, height)
        self.unit = min(max(min(width / 800, height / 450), 0.75), 2.4)
        self.paints = Paints(theme)
        self.ground = Image.new("RGB", (width, height), self.paints.rgb("raised"))
        self.panels: list[Panel] = []
        self.words: list[Words] = []

    def face(self, size: float, weight: int = 400) -> Face:
        """The page's type in this picture."""
        return Face(round(size * self.unit, 1), weight)

    def write(self, x: float, y: float, text: str, face: Face, token: str = "ink-soft", anchor: str = "ls") -> None:
        """Write what doesn't change."""
        face.write(ImageDraw.Draw(self.ground), (x, y), text, self.paints.rgb(token), anchor)

    def show(self, step: int) -> None:
        """Come to a step, not before the one that was shown last."""
        raise NotImplementedError

    def restart(self) -> None:
        """Be as before the first step."""
        raise NotImplementedError

    def patches(self) -> Iterator[Patch]:
        """What has changed since it was asked for last."""
        for panel in self.panels:
            yield from panel.patches()
        for words in self.words:
            yield from words.patches()

    def whole(self) -> Image.Image:
        """All of it."""
        whole = self.ground.copy()
        for panel in self.panels:
            for left, top, look in panel.strips():
                whole.paste(look, (left, top))
        for words in self.words:
            whole.paste(words.look(), words.rect.box)
        return whole


def ball(paints: Paints, hue: str, label: str, radius: float) -> Sprite:
    """A ball, with its number where it is one of several."""
    ring = 1.25 * radius / 11
    sprite = Sprite(radius + ring + 0.5).disc(radius + ring, paints("raised")).disc(radius - ring, paints(hue))
    return sprite.label(label, radius * 13 / 11, paints("raised")) if label else sprite
