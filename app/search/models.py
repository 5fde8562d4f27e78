"""The table of searches that found nothing. Nothing in it is about visitors."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.store.tables import Table, one_of

LONGEST_TEXT = 20
"""Signs of a text that is no word of the vocabulary."""


class SearchMiss(Table):
    """What was searched and is nowhere: how often, on how many days, and on which day the last time.

    `value` of a `term` names codes of the vocabulary or a row of synonyms, as `domain=6g&district=310112`; of a `text`
    it is what was typed.
    """

    __tablename__ = "search_misses"
    __table_args__ = (
        CheckConstraint(one_of("kind", "term", "text"), "kind"),
        CheckConstraint(
            rf"kind = 'term' OR (char_length(value) <= {LONGEST_TEXT} AND value !~ '[0-9@/:.]')", "text_is_short"
        ),
    )
    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text, primary_key=True)
    times: Mapped[int] = mapped_column(BigInteger)
    days: Mapped[int]
    last_day: Mapped[date]
