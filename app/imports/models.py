"""Tables of imports: which source holds which record, and where addresses were found."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, DateTime, Float, ForeignKey, Text, func
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables import Table, one_of


class SourceRecord(Table):
    """A record that the files of a source hold; `stale_since` is the day from which they no longer did."""

    __tablename__ = "source_records"
    source: Mapped[str] = mapped_column(Text, primary_key=True)
    platform: Mapped[str] = mapped_column(ForeignKey("platforms.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_on: Mapped[date] = mapped_column(Date)
    stale_since: Mapped[date | None] = mapped_column(Date)


class AddressPosition(Table):
    """What a service said of an address: a position in degrees WGS-84 and how exact it is, or that there is none."""

    __tablename__ = "address_positions"
    __table_args__ = (
        CheckConstraint("(lon IS NULL) = (lat IS NULL) AND (lon IS NULL) = (precision IS NULL)", "complete"),
        CheckConstraint(one_of("precision", "address", "campus", "park", "street", "district"), "precision"),
    )
    service: Mapped[str] = mapped_column(Text, primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    lon: Mapped[float | None] = mapped_column(Float)
    lat: Mapped[float | None] = mapped_column(Float)
    level: Mapped[str] = mapped_column(Text)
    precision: Mapped[str | None] = mapped_column(Text)
    looked_up: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
