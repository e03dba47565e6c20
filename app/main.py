"""The ASGI entry: `uvicorn app.main:app`."""

from app.settings import Settings
from app.web.application import create_app

app = create_app(Settings())
