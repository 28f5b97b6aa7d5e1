"""The heads of the journal that were made public, a row a day, which only grows; addresses that wait for their link."""

import sqlalchemy as sa
from alembic import op

from app.db.model import UtcMoment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "journal_head",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("published_at", UtcMoment(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_journal_head")),
    )
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "address_change",
        sa.Column("link_id", number, nullable=False),
        sa.Column("person_id", number, nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.ForeignKeyConstraint(
            ["link_id"], ["secret_link.id"], name=op.f("fk_address_change_link_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_address_change_person_id")
        ),
        sa.PrimaryKeyConstraint("link_id", name=op.f("pk_address_change")),
    )
    op.create_index("ix_address_change_person_id", "address_change", ["person_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER journal_head_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON journal_head FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER journal_head_no_{change.lower()} BEFORE {change} ON journal_head "
            "BEGIN SELECT RAISE(ABORT, 'this table only grows: journal_head'); END"
        )


def downgrade() -> None:
    op.drop_table("address_change")
    op.drop_table("journal_head")
