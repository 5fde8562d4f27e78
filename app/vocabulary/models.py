"""Tables of the vocabularies, districts and zones as terms among them. Order of display is `position`."""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from app.city import city
from app.store.tables import Table, one_of


class TermColumns:
    """What every vocabulary row has: a code, a place in the order and a name in two languages."""

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)


class Described(TermColumns):
    description_zh: Mapped[str | None] = mapped_column(Text)
    description_en: Mapped[str | None] = mapped_column(Text)
    plan_clause: Mapped[str | None] = mapped_column(Text)


class Tier(Described, Table):
    """A tier of the plan: reform, build or reserve."""

    __tablename__ = "tiers"


class Domain(TermColumns, Table):
    """A technology field of the plan, in its tier. Aliases are ours, for search."""

    __tablename__ = "domains"
    tier: Mapped[str] = mapped_column(ForeignKey("tiers.code"))
    aliases: Mapped[list[str]] = mapped_column(ARRAY(Text))


class Stage(Described, Table):
    """A stage of verification: initial, lab or market."""

    __tablename__ = "stages"


class Service(Described, Table):
    """A kind of service; `stage` is where it is typical, or nothing where that is not clear."""

    __tablename__ = "services"
    stage: Mapped[str | None] = mapped_column(ForeignKey("stages.code"))


class ServicePhrase(Table):
    """One phrase of a source and the service it was mapped to, once for all records."""

    __tablename__ = "service_phrases"
    phrase: Mapped[str] = mapped_column(Text, primary_key=True)
    service: Mapped[str] = mapped_column(ForeignKey("services.code"))


class Kind(Described, Table):
    """Kind of record: proof of concept, pilot, related."""

    __tablename__ = "kinds"
    default_visible: Mapped[bool]


class Source(Table):
    """A document that states something: its title, and an address only where one may be given.

    `read_in`: the text from which its wording was taken where the document itself was not seen, with its date.
    """

    __tablename__ = "sources"
    __table_args__ = (
        CheckConstraint(one_of("kind", "official", "media", "journal", "mirror", "digest", "unknown"), "kind"),
        CheckConstraint(r"date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'", "date"),
        CheckConstraint("url ~ '^https?://'", "url"),
        CheckConstraint(r"read_in_date ~ '^\d{4}(-\d{2}(-\d{2})?)?$'", "read_in_date"),
    )
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    publisher: Mapped[str | None] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    date: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    read_in: Mapped[str | None] = mapped_column(Text)
    read_in_date: Mapped[str | None] = mapped_column(Text)


class District(Table):
    """One of the city's districts, by its GB/T 2260 code. Densities use `area_km2`, the published area."""

    __tablename__ = "districts"
    __table_args__ = (
        CheckConstraint(rf"code ~ '^{city().district_prefix}\d{{3}}$'", "code"),
        CheckConstraint("area_km2 > 0", "area"),
    )
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name_zh: Mapped[str] = mapped_column(Text, unique=True)
    name_en: Mapped[str] = mapped_column(Text, unique=True)
    area_km2: Mapped[float]
    area_source: Mapped[str] = mapped_column(Text)
    area_source_date: Mapped[str] = mapped_column(Text)
    area_rounding_km2: Mapped[float]
    area_second_source: Mapped[str | None] = mapped_column(Text)


class Zone(Table):
    """A key zone. Membership of a platform is the platform's attribute, never a polygon."""

    __tablename__ = "zones"
    code: Mapped[str] = mapped_column(Text, primary_key=True)
    position: Mapped[int]
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str] = mapped_column(Text)
    aliases: Mapped[list[str]] = mapped_column(ARRAY(Text))
