"""What all tests share."""

import app.engine  # noqa: F401 - before torch, so that torch takes one thread for an operation, as in the server
