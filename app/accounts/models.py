"""Institutions, units, posts, people, dated appointments, duties, sessions, devices, single-use links."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from app.accounts.kinds import PostKind, Profession, Region, Sex
from app.core.bilingual import Bilingual
from app.core.likeness import likeness
from app.core.text import search_key, sort_key, tidy
from app.db.model import Id, Key, Model, Name, kept_by_value


class Named:
    """A thing with a name in three languages."""

    name_ky: Mapped[Name]
    name_ru: Mapped[Name]
    name_en: Mapped[Name]

    @property
    def name(self) -> Bilingual:
        return Bilingual(ky=self.name_ky, ru=self.name_ru, en=self.name_en)


class Institution(Named, Model):
    """An academy and the service it trains; reads its own people only."""

    __tablename__ = "institution"

    id: Mapped[Id]
    code: Mapped[Key] = mapped_column(unique=True)


class Unit(Named, Model):
    """A node of an institution's tree. `path` is /1/4/9/: own id last, so "below" is a prefix."""

    __tablename__ = "unit"

    id: Mapped[Id]
    institution_id: Mapped[int] = mapped_column(ForeignKey("institution.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    path: Mapped[str] = mapped_column(String(200), index=True)
    region: Mapped[Region] = mapped_column(kept_by_value(Region))

    institution: Mapped[Institution] = relationship(lazy="raise_on_sql")


class Post(Named, Model):
    """A chair in a unit; profession and kind belong to the chair."""

    __tablename__ = "post"
    # In the order in which coverage counts posts, without reading the rows.
    __table_args__ = (Index("ix_post_standing", "unit_id", "profession", "kind", "closed_day"),)

    id: Mapped[Id]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    profession: Mapped[Profession] = mapped_column(kept_by_value(Profession))
    kind: Mapped[PostKind] = mapped_column(kept_by_value(PostKind), default=PostKind.OTHER)
    closed_day: Mapped[date | None]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class Person(Model):
    """A human on record. `search` and `sort` are kept keys, see core/text.py; `likeness` is one as well.

    A second record of the same human points to the one that is kept by `merged_into_id`.
    """

    __tablename__ = "person"

    id: Mapped[Id]
    sign_in_name: Mapped[str | None] = mapped_column(String(100), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    address: Mapped[str | None] = mapped_column(String(254), index=True)
    family_name: Mapped[str] = mapped_column(String(80))
    given_name: Mapped[str] = mapped_column(String(80))
    patronymic: Mapped[str] = mapped_column(String(80), default="")
    sex: Mapped[Sex] = mapped_column(kept_by_value(Sex))
    language: Mapped[str] = mapped_column(String(2), default="ky")
    search: Mapped[str] = mapped_column(String(260), index=True)
    sort: Mapped[str] = mapped_column(String(260), index=True)
    likeness: Mapped[str] = mapped_column(String(200), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]

    @property
    def name(self) -> str:
        """Family name first, as lists are written."""
        return " ".join(p for p in (self.family_name, self.given_name, self.patronymic) if p)

    @validates("family_name", "given_name", "patronymic")
    def _keep_keys(self, key: str, value: str) -> str:
        value = tidy(value)
        parts = {
            k: getattr(self, k, None) or "" for k in ("family_name", "given_name", "patronymic")
        }
        parts |= {key: value}
        name = " ".join(parts.values())
        self.search, self.sort = search_key(name), sort_key(name)
        self.likeness = likeness(parts["family_name"], parts["given_name"])
        return value


class Appointment(Model):
    """Who sits on a post, from when until when: half-open, `until_day` is the first day elsewhere."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("until_day IS NULL OR until_day > from_day", name="ends_after_it_begins"),
        # Covers what reports ask of a person's places, so that the rows themselves are not read.
        Index(
            "ix_appointment_person_days",
            "person_id",
            "from_day",
            "until_day",
            "post_id",
            "ended_by",
        ),
        # And what coverage asks of a post.
        Index("ix_appointment_post_days", "post_id", "from_day", "until_day", "person_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    ended_by: Mapped[str | None] = mapped_column(String(20))  # moved | left

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    post: Mapped[Post] = relationship(lazy="raise_on_sql")


class Grant(Model):
    """A duty over a unit and all below it, from a day until a day."""

    __tablename__ = "duty_grant"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class GrantRequest(Model):
    """What takes two persons, a duty or a reset of the second factor: one asks, another confirms or declines."""

    __tablename__ = "grant_request"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    from_day: Mapped[date]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(20))  # granted | declined

    person: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    asked_by: Mapped[Person] = relationship(lazy="raise_on_sql", foreign_keys=[asked_by_id])


class SignIn(Model):
    """A session on the server. The cookie holds a random key, this row its digest."""

    __tablename__ = "sign_in"

    id: Mapped[Id]
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    # Whether a code was right as well as the password; without it no duty is of any use.
    with_code: Mapped[bool] = mapped_column(default=False)


class HalfSignIn(Model):
    """The password was right, the second factor is awaited. In a table of its own: no query for sessions sees it."""

    __tablename__ = "half_sign_in"

    id: Mapped[Id]
    key_digest: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Device(Model):
    """What shows a person's codes. `secret` is sealed, `last_step` the step of the newest code that was taken."""

    __tablename__ = "device"

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    secret: Mapped[str] = mapped_column(String(300))
    made_at: Mapped[datetime]
    last_step: Mapped[int] = mapped_column(BigInteger)


class RecoveryCode(Model):
    """Instead of a code when the device is lost; kept as a digest, used once."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "digest"),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class WrongGuess(Model):
    """One wrong secret: counted per account and per network, whatever the account."""

    __tablename__ = "wrong_guess"
    __table_args__ = (
        Index("ix_wrong_guess_account", "account", "at"),
        Index("ix_wrong_guess_network", "network", "at"),
    )

    id: Mapped[Id]
    account: Mapped[str] = mapped_column(String(64))  # digest of what was typed as the name
    network: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class SecretLink(Model):
    """A single-use link in a letter: bound to a purpose, kept as a digest, with an end."""

    __tablename__ = "secret_link"
    __table_args__ = (UniqueConstraint("token_digest"),)

    id: Mapped[Id]
    token_digest: Mapped[str] = mapped_column(String(64))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(20))  # invitation | reset | address
    made_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class AddressChange(Model):
    """The address a person wants letters at, until the link sent there was opened; then the row goes."""

    __tablename__ = "address_change"

    link_id: Mapped[int] = mapped_column(ForeignKey("secret_link.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str] = mapped_column(String(254))
