"""Jobs; reports that were made, submitted and judged."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment as Moment
from app.migrations.build import number

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "job",
        number("id"),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("run_at", Moment(), nullable=False),
        sa.Column("locked_until", Moment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("done_at", Moment(), nullable=True),
        sa.Column("error", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index("ix_job_waiting", "job", ["done_at", "run_at"])
    op.create_index(op.f("ix_job_asked_by_id"), "job", ["asked_by_id"])
    _kept_reports()
    _signatures()


def _kept_reports() -> None:
    op.create_table(
        "kept_report",
        number("id"),
        sa.Column("number", sa.String(length=20), nullable=False),
        number("unit_id"),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        number("job_id"),
        sa.Column("made_at", Moment(), nullable=True),
        sa.Column("tables", sa.JSON(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("pdf_digest", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_kept_report_unit_id")),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_kept_report_job_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_report")),
        sa.UniqueConstraint("number", name=op.f("uq_kept_report_number")),
    )
    op.create_index(op.f("ix_kept_report_unit_id"), "kept_report", ["unit_id"])


def _signatures() -> None:
    steps = ("submitted", "accepted", "returned", "evidence")
    op.create_table(
        "report_signature",
        number("id"),
        number("report_id"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(*steps, name="step", native_enum=False, length=30, create_constraint=True),
            nullable=False,
        ),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["kept_report.id"], name=op.f("fk_report_signature_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_signature")),
        sa.UniqueConstraint("report_id", "place", name=op.f("uq_report_signature_report_id_place")),
    )


def downgrade() -> None:
    op.drop_table("report_signature")
    op.drop_table("kept_report")
    op.drop_table("job")
