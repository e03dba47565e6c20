"""A whole picture: its ground, its panels and its words, and how it comes from step to step."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import TypeAlias

from PIL import Image, ImageDraw

from app.exports.drawing.axes import Axes
from app.exports.drawing.canvas import SCALE, Canvas, Paints, Rect, Sprite
from app.exports.drawing.lettering import Face
from app.exports.drawing.panel import Panel
from app.exports.drawing.trails import Trail
from app.figures.theme import Theme

GREYS = 6
"""Steps from paper to ink in a text that changes: so few that eight colours do for it."""

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
            # One of the picture's own colours, to be kept as it is.
            self._stage.paints(token)
            self._stale = True

    def patches(self) -> Iterator[Patch]:
        if self._stale:
            self._stale = False
            yield self.rect.left, self.rect.top, self.look()

    def look(self) -> Image.Image:
        """How it looks."""
        text, token = self._said
        shape = Image.new("L", self.rect.size)
        place = self._at[0] - self.rect.left, self._at[1] - self.rect.top
        self._face.write(ImageDraw.Draw(shape), place, text, 255)
        part = shape.point([round(GREYS * share / 255) for share in range(256)])
        shades = [self._stage.paints.rgb(token, share / GREYS) for share in range(GREYS + 1)]
        part.putpalette([each for shade in shades for each in shade])
        return part.convert("RGB")


class Stage(ABC):
    """What all pictures have."""

    def __init__(self, width: int, height: int, theme: Theme) -> None:
        self.rect = Rect(0, 0, width, height)
        self.unit = min(max(min(width / 800, height / 450), 0.75), 2.4)
        self.paints = Paints(theme)
        self.ground = Image.new("RGB", (width, height), self.paints.rgb("raised"))
        # First of all, so that their numbers are low: the step is written anew in each picture.
        for share in range(GREYS + 1):
            self.paints("ink", share / GREYS)
        self.panels: list[Panel] = []
        self.words: list[Words] = []
        self.trails: list[Trail] = []
        self.last = 0

    def face(self, size: float, weight: int = 400) -> Face:
        """The page's type in this picture."""
        return Face(round(size * self.unit, 1), weight)

    def write(self, x: float, y: float, text: str, face: Face, token: str = "ink-soft", anchor: str = "ls") -> None:
        """Write what doesn't change."""
        face.write(ImageDraw.Draw(self.ground), (x, y), text, self.paints.rgb(token), anchor)

    def sign(self, hue: str, label: str, x: float, y: float) -> None:
        """A small ball in the legend."""
        side = int(20 * self.unit)
        canvas = Canvas(side, side, self.paints, self.paints("raised"))
        sprite = ball(self.paints, hue, label, (8 if label else 6) * self.unit)
        part = canvas.crop(canvas.rect)
        sprite.lay(part, canvas.rect, SCALE * side // 2, SCALE * side // 2)
        self.ground.paste(canvas.small(part), (round(x - side / 2), round(y - side / 2)))

    def rooms(self, top: float, losses: bool) -> tuple[Rect, Rect | None]:
        """The insides of the two axes: beside each other, or one below the other where the picture is high."""
        u, (width, height) = self.unit, self.rect.size
        left, right, below, above = 52 * u, 18 * u, 46 * u, 22 * u
        if not losses:
            return _rounded(left, top + above, width - right, height - below), None
        if width >= 1.2 * (height - top):
            middle = 0.56 * width
            first = _rounded(left, top + above, middle - right, height - below)
            return first, _rounded(middle + left, top + above, width - right, height - below)
        middle = top + 0.6 * (height - top)
        first = _rounded(left, top + above, width - right, middle - below)
        return first, _rounded(left, middle + above, width - right, height - below)

    def panel(self, room: Rect, axes: Axes, up: str, across: str) -> Panel:
        """A panel with what is written around it."""
        u, face = self.unit, self.face(12)
        titles = self.face(13)
        canvas = Canvas(*room.size, self.paints, self.paints("raised"))
        panel = Panel(room.left, room.top, canvas, axes)
        self.panels.append(panel)
        xs, ys = axes.ticks()
        for value, text in xs:
            self.write(room.left + axes.place(x=value)[0], room.bottom + 17 * u, text, face, anchor="ms")
        for value, text in ys:
            self.write(room.left - 7 * u, room.top + axes.place(y=value)[1], text, face, anchor="rm")
        self.write(room.left, room.top - 8 * u, up, titles)
        if across:
            self.write((room.left + room.right) / 2, room.bottom + 34 * u, across, titles, anchor="ms")
        return panel

    def halves(self, room: Rect) -> tuple[Rect, Rect]:
        """The insides of two axes below each other, in the room of one."""
        between = round(46 * self.unit)
        middle = room.top + (room.bottom - room.top - between) * 11 // 20
        return Rect(room.left, room.top, room.right, middle), Rect(room.left, middle + between, room.right, room.bottom)

    def counter(self, room: Rect, wide: float) -> Words:
        """Where the step is said below a panel."""
        return self.say(room.left, room.bottom + 34 * self.unit, wide, self.face(13, 500))

    def corner(self, room: Rect, wide: float) -> Words:
        """Where it is said above one, on the right."""
        return self.say(room.right - wide, room.top - 8 * self.unit, wide, self.face(13, 500))

    def say(self, x: float, y: float, room: float, face: Face) -> Words:
        """A place for a text that changes."""
        words = Words(self, x, y, room, face)
        self.words.append(words)
        return words

    @abstractmethod
    def show(self, step: int) -> None:
        """Come to a step, not before the one that was shown last."""

    def ready(self) -> None:
        """Let all that was drawn so far stand still."""
        for panel in self.panels:
            panel.canvas.keep()
        self.restart()

    def restart(self) -> None:
        """Be as before the first step."""
        for panel in self.panels:
            panel.restore()
        for trail in self.trails:
            trail.restart()

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


def _rounded(left: float, top: float, right: float, bottom: float) -> Rect:
    return Rect(round(left), round(top), round(right), round(bottom))
