"""What a server imports: gunicorn wsgi:app. Refuses to start on a database that would break a promise."""

import gc

from app.doctor import ensure_ready
from app.factory import create_app

app = create_app()
ensure_ready(app)

# What is loaded now stays for good: the collector need not look at it again, and less often at what pages leave.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
