"""Requirements, dated and versioned. A change ends one row and begins another that cites it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.kinds import PostKind, Profession
from app.accounts.models import Post, Unit
from app.db.model import Id, Key, Model, kept_by_value


class Requirement(Model):
    """Holders of these posts complete this course.

    Which posts: all where each column that is filled agrees; `unit_id` means the unit and all below it, without
    it every institution. Half-open in time like an appointment. Whoever completed the course holds it for
    `valid_months`, and only where the release teaches the law of `law_as_of` or later; without them what the
    certificate says is enough. `release_id`: the release of the course that asked for it by itself.
    """

    __tablename__ = "requirement"
    __table_args__ = (
        CheckConstraint("until_day IS NULL OR until_day > from_day", name="ends_after_it_begins"),
        CheckConstraint("within_days > 0", name="gives_time"),
        Index(None, "course", "from_day", "until_day"),
    )

    id: Mapped[Id]
    course: Mapped[Key]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    profession: Mapped[Profession | None] = mapped_column(kept_by_value(Profession))
    kind: Mapped[PostKind | None] = mapped_column(kept_by_value(PostKind))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"), index=True)
    within_days: Mapped[int]
    valid_months: Mapped[int | None]
    law_as_of: Mapped[date | None]
    tell_head: Mapped[bool] = mapped_column(default=True)
    tell_registrar: Mapped[bool] = mapped_column(default=False)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("requirement.id"))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(BigInteger())

    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    post: Mapped[Post | None] = relationship(lazy="raise_on_sql")
