"""Tables of the host register: who may frame, and how often frames were loaded. Nothing about visitors."""

from sqlalchemy import BigInteger, CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables import Table


class AllowedHost(Table):
    """One entry of the list of hosts that may frame, beside those of the setting."""

    __tablename__ = "allowed_hosts"
    host: Mapped[str] = mapped_column(Text, primary_key=True)


class HostCount(Table):
    """How many frames the pages of a host loaded in a month (YYYY-MM)."""

    __tablename__ = "host_counts"
    __table_args__ = (CheckConstraint(r"month ~ '^\d{4}-\d{2}$'", "month"),)
    month: Mapped[str] = mapped_column(Text, primary_key=True)
    host: Mapped[str] = mapped_column(Text, primary_key=True)
    frames: Mapped[int] = mapped_column(BigInteger)
