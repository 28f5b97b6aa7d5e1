"""T05 where a file is taken: hostile ones are refused with a sentence and stay nowhere, also those that are no form."""

import io

import pytest
from sqlalchemy import func, select

from app.db.session import db
from app.rosters.models import StaffList
from app.web.access import signed_in
from tests.architecture.walk import Walk
from tests.browser import ORIGIN
from tests.proofs import uploads

pytestmark = [
    pytest.mark.proof,
    pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning"),
]
NEW = "/staff-lists/new"


def status(walk: Walk, body: bytes, kind: str) -> int:
    told = dict(ORIGIN) | {"X-CSRFToken": walk.token()}
    response = walk.client("kanykei").post(NEW, data=body, content_type=kind, headers=told)
    response.close()
    return response.status_code


def test_hostile_files_become_no_staff_lists(walk):
    walk.restore()
    other = str(walk.cast.units["courts"].institution_id)
    own = str(walk.cast.units["police"].institution_id)
    taken, counted = [], 0
    for what, file in uploads.hostile():
        for institution in (own, other):
            fields = {"csrf_token": walk.token(), "institution": institution, "pasted": ""}
            found = status(walk, uploads.sent(file, fields), "multipart/form-data; boundary=B")
            counted += 1
            if found not in (400, 413, 415, 422):
                taken.append(f"{what}: {found}")
    print(f"hostile files taken as staff lists: {len(taken)} / 0 of {counted}")
    for what in taken:
        print(what)
    assert [t for t in taken if not t.endswith("303")] == []
    kept = db.session.scalar(select(func.count(StaffList.id)).where(StaffList.file_name.contains("/")))  # fmt: skip
    assert kept == 0


def test_a_planted_view_that_takes_files_without_a_mark_is_refused(own_walk, monkeypatch):
    """The gate asks the view; one that has no mark never sees a file."""
    views = own_walk.app.view_functions
    monkeypatch.setitem(views, "rosters_lists.bring", signed_in(lambda: "taken"))
    told = dict(ORIGIN) | {"X-CSRFToken": own_walk.token()}
    sent = own_walk.client("kanykei").post(
        NEW, data={"file": (io.BytesIO(b"a;b"), "a.csv")}, headers=told
    )
    assert sent.status_code == 415
