"""What a connection to the database is told when it is opened."""

import pytest
from sqlalchemy import text

from app.db.session import db
from tests.databases import POSTGRESQL


@pytest.mark.skipif(not POSTGRESQL, reason="needs TEST_DATABASE_URL")
def test_a_report_is_not_compiled_into_machine_code_first(app):
    with app.app_context():
        assert db.session.scalar(text("SHOW jit")) == "off"
