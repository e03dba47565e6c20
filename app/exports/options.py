"""What can be chosen about an export."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Theme = Literal["light", "dark"]


class Options(BaseModel):
    """Choices that stand in an address or on a command line, each as a word."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @property
    def part(self) -> str:
        """Which part of the whole this is, for the name of its file; nothing of the usual one."""
        return ""


class Seen(Options):
    """Choices of what is looked at."""

    look: Theme = Field("light", description="The page's own look, light or dark.")
