"""Checklists among what a handover hands on."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

BEFORE = ("course", "tip", "contact", "decision")
AFTER = ("course", "checklist", "tip", "contact", "decision")


def upgrade() -> None:
    _kinds(AFTER)


def _kinds(kinds: tuple[str, ...]) -> None:
    """The check says which there are; SQLite has it in the table, which is made anew."""
    checked = sa.Enum(*kinds, name="itemkind", native_enum=False, length=30, create_constraint=True)
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("handover_item", recreate="always") as items:
            items.alter_column("kind", existing_type=sa.String(30), type_=checked, nullable=False)
        return
    name = op.f("ck_handover_item_itemkind")
    op.drop_constraint(name, "handover_item", type_="check")
    op.create_check_constraint(name, "handover_item", sa.column("kind").in_(kinds))


def downgrade() -> None:
    op.execute(
        "DELETE FROM handover_fact WHERE item_id IN"
        " (SELECT id FROM handover_item WHERE kind = 'checklist')"
    )
    op.execute("DELETE FROM handover_item WHERE kind = 'checklist'")
    _kinds(BEFORE)
