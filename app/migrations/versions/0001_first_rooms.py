"""The first rooms: journal, letters, people, releases, attempts, studying."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "institution",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("name_ky", sa.String(length=200), nullable=False),
        sa.Column("name_ru", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        sa.UniqueConstraint("code", name=op.f("uq_institution_code")),
    )
    op.create_table(
        "journal_entry",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("origin", sa.String(length=100), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("about_kind", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.String(length=80), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_journal_entry")),
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index("ix_journal_entry_about", ["about_kind", "about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entry_by_id"), ["by_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_name", sa.String(length=200), nullable=False),
        sa.Column("to_address", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_waiting", ["sent_at", "written_at"], unique=False)

    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sign_in_name", sa.String(length=100), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("given_name", sa.String(length=80), nullable=False),
        sa.Column("patronymic", sa.String(length=80), nullable=False),
        sa.Column(
            "sex",
            sa.Enum(
                "female", "male", name="sex", native_enum=False, create_constraint=True, length=30
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("search", sa.String(length=260), nullable=False),
        sa.Column("sort", sa.String(length=260), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("sign_in_name", name=op.f("uq_person_sign_in_name")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_address"), ["address"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_search"), ["search"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_sort"), ["sort"], unique=False)

    op.create_table(
        "release",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "course",
                "bank",
                "law",
                "glossary",
                name="releasekind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("released_at", Moment(), nullable=False),
        sa.Column("released_by_id", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("kind", "name", "number", name=op.f("uq_release_kind_name_number")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_digest"), ["digest"], unique=False)

    op.create_table(
        "signing_key",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("public", sa.String(length=64), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )
    op.create_table(
        "wrong_guess",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_guess")),
    )
    with op.batch_alter_table("wrong_guess", schema=None) as batch_op:
        batch_op.create_index("ix_wrong_guess_account", ["account", "at"], unique=False)
        batch_op.create_index("ix_wrong_guess_network", ["network", "at"], unique=False)

    op.create_table(
        "attempt",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "release_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "bank_release_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("context", sa.String(length=40), nullable=False),
        sa.Column("test", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("deadline_at", Moment(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "handed-in",
                name="attemptstate",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("seat", sa.String(length=32), nullable=False),
        sa.Column("handed_in_at", Moment(), nullable=True),
        sa.Column("handed_in_by", sa.String(length=10), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("maximum", sa.Double(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["bank_release_id"], ["release.id"], name=op.f("fk_attempt_bank_release_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attempt_person_id")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_attempt_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint(
            "context", "test", "number", name=op.f("uq_attempt_context_test_number")
        ),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_deadline", ["state", "deadline_at"], unique=False)
        batch_op.create_index(
            "ix_attempt_person_passed",
            ["person_id", "release_id", "passed", "handed_in_at", "begun_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_attempt_release_id"), ["release_id"], unique=False)
        batch_op.create_index(
            "uq_attempt_one_open",
            ["context", "test"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "enrolment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "release_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("course", sa.String(length=100), nullable=False),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_enrolment_person_id")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_enrolment_release_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
        sa.UniqueConstraint(
            "person_id", "release_id", name=op.f("uq_enrolment_person_id_release_id")
        ),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_enrolment_course_person",
            ["course", "person_id", "release_id", "begun_at"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_enrolment_release_id"), ["release_id"], unique=False)

    op.create_table(
        "release_file",
        sa.Column(
            "release_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("path", sa.String(length=300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_file_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", "path", name=op.f("pk_release_file")),
    )
    op.create_table(
        "release_withdrawal",
        sa.Column(
            "release_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_withdrawal_release_id")
        ),
        sa.PrimaryKeyConstraint("release_id", name=op.f("pk_release_withdrawal")),
    )
    op.create_table(
        "secret_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_secret_link_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secret_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_secret_link_token_digest")),
    )
    with op.batch_alter_table("secret_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_secret_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("begun_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("key_digest", name=op.f("uq_sign_in_key_digest")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "unit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "institution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column(
            "region",
            sa.Enum(
                "bishkek",
                "osh-city",
                "batken",
                "jalal-abad",
                "issyk-kul",
                "naryn",
                "osh",
                "talas",
                "chuy",
                name="region",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("name_ky", sa.String(length=200), nullable=False),
        sa.Column("name_ru", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_unit_institution_id")
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_unit_institution_id"), ["institution_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_unit_path"), ["path"], unique=False)

    op.create_table(
        "answer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "attempt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("given_at", Moment(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_answer_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("attempt_id", "client_id", name=op.f("uq_answer_attempt_id_client_id")),
        sa.UniqueConstraint(
            "attempt_id", "place", "version", name=op.f("uq_answer_attempt_id_place_version")
        ),
    )
    op.create_table(
        "attempt_item",
        sa.Column(
            "attempt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("option_order", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_attempt_item_attempt_id")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "place", name=op.f("pk_attempt_item")),
    )
    op.create_table(
        "completion",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "enrolment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("rule_version", sa.String(length=20), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_completion_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion")),
        sa.UniqueConstraint("enrolment_id", name=op.f("uq_completion_enrolment_id")),
    )
    op.create_table(
        "duty_grant",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column(
            "granted_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["granted_by_id"], ["person.id"], name=op.f("fk_duty_grant_granted_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_grant_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_duty_grant_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_grant")),
    )
    with op.batch_alter_table("duty_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_duty_grant_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_duty_grant_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "grant_request",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column(
            "asked_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column(
            "settled_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("settled_at", Moment(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_grant_request_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_grant_request_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["person.id"], name=op.f("fk_grant_request_settled_by_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_grant_request_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grant_request")),
    )
    with op.batch_alter_table("grant_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_grant_request_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_grant_request_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "lesson_read",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "enrolment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("lesson", sa.String(length=100), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_lesson_read_enrolment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_read")),
        sa.UniqueConstraint(
            "enrolment_id", "lesson", name=op.f("uq_lesson_read_enrolment_id_lesson")
        ),
    )
    with op.batch_alter_table("lesson_read", schema=None) as batch_op:
        batch_op.create_index(
            "ix_lesson_read_language", ["enrolment_id", "at", "language"], unique=False
        )

    op.create_table(
        "mark",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "attempt_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("points", sa.Double(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("marked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_mark_attempt_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mark")),
        sa.UniqueConstraint(
            "attempt_id", "place", "round", name=op.f("uq_mark_attempt_id_place_round")
        ),
    )
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mark_item"), ["item"], unique=False)

    op.create_table(
        "post",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "profession",
            sa.Enum(
                "police",
                "prosecutor",
                "judge",
                "lawyer",
                name="profession",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("closed_day", sa.Date(), nullable=True),
        sa.Column("name_ky", sa.String(length=200), nullable=False),
        sa.Column("name_ru", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_post_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "appointment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("post_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "until_day IS NULL OR until_day > from_day",
            name=op.f("ck_appointment_ends_after_it_begins"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_appointment_person_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_appointment_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_appointment_person_days",
            ["person_id", "from_day", "until_day", "post_id", "ended_by"],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_appointment_post_id"), ["post_id"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "completion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("signature", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["completion_id"], ["completion.id"], name=op.f("fk_certificate_completion_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code", name=op.f("uq_certificate_code")),
        sa.UniqueConstraint("completion_id", name=op.f("uq_certificate_completion_id")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_person_id"), ["person_id"], unique=False)

    op.create_table(
        "revocation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "certificate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", Moment(), nullable=True),
        sa.Column("confirmed_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["certificate_id"], ["certificate.id"], name=op.f("fk_revocation_certificate_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation")),
        sa.UniqueConstraint("certificate_id", name=op.f("uq_revocation_certificate_id")),
    )


def downgrade() -> None:
    op.drop_table("revocation")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_certificate_person_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_post_id"))
        batch_op.drop_index("ix_appointment_person_days")

    op.drop_table("appointment")
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_post_unit_id"))

    op.drop_table("post")
    with op.batch_alter_table("mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mark_item"))

    op.drop_table("mark")
    with op.batch_alter_table("lesson_read", schema=None) as batch_op:
        batch_op.drop_index("ix_lesson_read_language")

    op.drop_table("lesson_read")
    with op.batch_alter_table("grant_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_grant_request_unit_id"))
        batch_op.drop_index(batch_op.f("ix_grant_request_person_id"))

    op.drop_table("grant_request")
    with op.batch_alter_table("duty_grant", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_duty_grant_unit_id"))
        batch_op.drop_index(batch_op.f("ix_duty_grant_person_id"))

    op.drop_table("duty_grant")
    op.drop_table("completion")
    op.drop_table("attempt_item")
    op.drop_table("answer")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_path"))
        batch_op.drop_index(batch_op.f("ix_unit_parent_id"))
        batch_op.drop_index(batch_op.f("ix_unit_institution_id"))

    op.drop_table("unit")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("secret_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_secret_link_person_id"))

    op.drop_table("secret_link")
    op.drop_table("release_withdrawal")
    op.drop_table("release_file")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_release_id"))
        batch_op.drop_index("ix_enrolment_course_person")

    op.drop_table("enrolment")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_attempt_one_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_attempt_release_id"))
        batch_op.drop_index("ix_attempt_person_passed")
        batch_op.drop_index("ix_attempt_deadline")

    op.drop_table("attempt")
    with op.batch_alter_table("wrong_guess", schema=None) as batch_op:
        batch_op.drop_index("ix_wrong_guess_network")
        batch_op.drop_index("ix_wrong_guess_account")

    op.drop_table("wrong_guess")
    op.drop_table("signing_key")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_digest"))

    op.drop_table("release")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_sort"))
        batch_op.drop_index(batch_op.f("ix_person_search"))
        batch_op.drop_index(batch_op.f("ix_person_address"))

    op.drop_table("person")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_waiting")

    op.drop_table("letter")
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_entry_by_id"))
        batch_op.drop_index("ix_journal_entry_about")

    op.drop_table("journal_entry")
    op.drop_table("institution")
