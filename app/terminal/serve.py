"""`python -m app serve`: the server."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sqlite3
import sys

import uvicorn
from pydantic import ValidationError
from uvicorn.supervisors import Multiprocess

from app.kinds import DESCENTS
from app.sessions import Sessions
from app.settings import Settings

GRACE_SECONDS = 2


def given(**options: object) -> Settings:
    """The settings of the environment, and these instead where they are given. Exits where one isn't allowed."""
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        sys.exit(
            "\n".join(f"Setting {each['loc'][0]}: {each['msg']}, got {each['input']!r}" for each in error.errors())
        )


def serve(settings: Settings) -> None:
    """Serve until Ctrl-C or a signal ends it."""
    if settings.allow_local_code:
        # The application reads its settings itself, in each of its processes.
        os.environ |= {"KUDARI_ALLOW_LOCAL_CODE": "true", "KUDARI_HOST": settings.host}
    try:
        Sessions(settings.database, settings.descent_days, DESCENTS).close()
    except (OSError, sqlite3.Error) as error:
        sys.exit(f"Kudari can't keep its descents in {settings.database}: {error}")
    listener = listen(settings.host, settings.port)
    port = listener.getsockname()[1]
    config = uvicorn.Config(
        "app.main:app",
        workers=settings.workers,
        log_level="warning",
        ws_max_size=16 * settings.message_bytes,
        # To compress would cost more than to compute, and 300 kB a client.
        ws_per_message_deflate=False,
        # A client that reads slowly leaves our pings unread too. One that is gone is found out by TCP.
        ws_ping_timeout=None,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    for line in addresses(settings.host, port):
        say(line)
    say("Ctrl-C ends it.")
    with contextlib.suppress(KeyboardInterrupt):
        if settings.workers > 1:
            Multiprocess(config, sockets=[listener]).run()
        else:
            uvicorn.Server(config).run([listener])


def listen(host: str, port: int) -> socket.socket:
    """Take the port: whoever connects from now on is served as soon as the pages are there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, dualstack_ipv6=host == "::")
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sys.exit(f"Port {port} is in use, perhaps by another Kudari. To take another: make run PORT={port + 1}")
        sys.exit(f"Kudari can't serve on {host}, port {port}: {error}")
    listener.set_inheritable(True)
    return listener


def addresses(host: str, port: int) -> list[str]:
    """Where a browser finds the server. One that serves every address is named as its neighbours see it too."""
    if host not in ("0.0.0.0", "::"):
        return [f"Kudari is running on http://{f'[{host}]' if ':' in host else host}:{port}"]
    lines = [f"Kudari is running on http://127.0.0.1:{port}"]
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as route:
        # Sends nothing: connecting a UDP socket only asks the system which of its addresses it would use.
        route.connect(("192.0.2.1", 9))
        lines.append(f"and for everyone in this network on http://{route.getsockname()[0]}:{port}")
    return lines


def say(line: str) -> None:
    """Tell the person at the terminal."""
    print(line, file=sys.stderr, flush=True)
