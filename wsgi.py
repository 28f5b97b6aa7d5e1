"""What a server imports: gunicorn wsgi:app. Refuses to start on a database that would break a promise."""

from app.doctor import ensure_ready
from app.factory import create_app

app = create_app()
ensure_ready(app)
