"""`python -m app`: Kudari from a terminal."""

import sys

if __name__ == "__main__":
    try:
        from app.terminal.commands import main

        main()
    except KeyboardInterrupt:
        # Before the commands are there to say it.
        sys.exit(130)
