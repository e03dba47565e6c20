"""Each setting once: its name, default and help. `KUDARI_PORT=9000` in the environment sets `port`."""

from __future__ import annotations

import re
from pathlib import Path

from pydantic import Field, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SOURCE = re.compile(
    r"(?!(self|none)$)('self'|\*|https?:|(https?://)?(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:(\d+|\*))?)", re.IGNORECASE
)
"""A source of a Content-Security-Policy: a keyword, a scheme, or a host."""
LOOPBACK = ("127.0.0.1", "localhost")
"""Addresses at which this machine serves itself alone."""


class Settings(BaseSettings):
    """How a server is run. What a run computes is never among these: that is the run's own spec."""

    model_config = SettingsConfigDict(env_prefix="KUDARI_", frozen=True)

    host: str = Field("127.0.0.1", description="Address to serve on; 0.0.0.0 for a whole classroom.")
    port: int = Field(8000, ge=0, le=65535, description="Port to serve on; 0 takes any free one.")
    workers: int = Field(1, ge=1, le=64, description="Server processes.")
    threads: int = Field(2, ge=1, le=64, description="Threads that compute, in each process.")
    database: Path = Field(Path("data/kudari.db"), description="File that keeps step-by-step descents and trainings.")
    descent_days: float = Field(30, gt=0, description="Days that a step-by-step descent or training is kept.")
    message_bytes: int = Field(262_144, ge=1_024, description="Longest message or body that is read.")
    runs_per_socket: int = Field(64, ge=1, description="Runs at once on one socket.")
    runs_at_once: int = Field(2_000, ge=1, description="Runs and trainings at once; who comes then is told to wait.")
    maps_at_once: int = Field(16, ge=1, description="Maps, fans and ensembles at once; who comes then waits.")
    pictures_at_once: int = Field(8, ge=1, description="Pictures to take home at once; who comes then waits.")
    steps_per_run: int = Field(10_000, ge=1, le=10_000, description="Longest run that is computed.")
    lanes_per_batch: int = Field(1_024, ge=1, description="Runs that step together as one tensor.")
    backlog_bytes: int = Field(262_144, ge=1, description="Records that wait for a client, for each of its runs.")
    cache_bytes: int = Field(67_108_864, ge=0, description="Answers that are kept for when they are asked for again.")
    queued_messages: int = Field(8, ge=1, description="Messages that wait for a client that reads slowly.")
    own_runs_at_once: int = Field(4, ge=0, le=64, description="Own optimizers at once; 0 runs none at all.")
    own_runs_per_client: int = Field(1, ge=1, description="Own optimizers of one client at once; its others wait.")
    own_queue: int = Field(256, ge=1, description="Own optimizers that wait; who comes then is told to come again.")
    own_seconds: float = Field(10, gt=0, le=600, description="Seconds that a run of an own optimizer may take.")
    own_memory_bytes: int = Field(536_870_912, ge=67_108_864, description="Memory that such a run may take.")
    own_output_bytes: int = Field(16_777_216, ge=1_048_576, description="What such a run may say, with its records.")
    allow_local_code: bool = Field(
        False,
        description="Run own optimizers with your own rights where they can't be isolated; served on 127.0.0.1 alone.",
    )
    frame_ancestors: str = Field(
        "'self'",
        description="Who may show `/embed` in a frame, as `frame-ancestors` of a Content-Security-Policy says it.",
    )

    @field_validator("allow_local_code")
    @classmethod
    def _for_nobody_else(cls, allowed: bool, info: ValidationInfo) -> bool:
        if allowed and (host := info.data.get("host")) not in LOOPBACK:
            raise ValueError(f"needs host to be {' or '.join(LOOPBACK)}, and that is {host!r}")
        return allowed

    @field_validator("frame_ancestors")
    @classmethod
    def _sources(cls, text: str) -> str:
        sources = text.split()
        if sources != ["'none'"] and not (sources and all(SOURCE.fullmatch(source) for source in sources)):
            raise ValueError("must be 'none', or of 'self', *, https: and hosts such as https://*.example.org:8443")
        return " ".join(sources)
