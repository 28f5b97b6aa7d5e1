"""The program without what it looks at before it starts."""

from app.factory import create_app

app = create_app()
