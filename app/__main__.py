"""`python -m app serve`: Kudari from a terminal."""

from __future__ import annotations

import argparse

import uvicorn

from app.settings import Settings


def main() -> None:
    """Parse the command line and do what it says."""
    settings = Settings()
    parser = argparse.ArgumentParser(prog="python -m app", description="Kudari, the gradient-descent classroom.")
    commands = parser.add_subparsers(dest="command", required=True)
    serve = commands.add_parser("serve", help="serve the pages and the API")
    for name, kind in (("host", str), ("port", int), ("workers", int)):
        about = Settings.model_fields[name].description
        serve.add_argument(f"--{name}", type=kind, default=getattr(settings, name), help=about)
    arguments = parser.parse_args()
    uvicorn.run(
        "app.main:app",
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        ws_max_size=16 * settings.message_bytes,
    )


if __name__ == "__main__":
    main()
