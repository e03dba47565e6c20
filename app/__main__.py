"""`python -m app`: Kudari from a terminal."""

from app.terminal.commands import main

if __name__ == "__main__":
    main()
