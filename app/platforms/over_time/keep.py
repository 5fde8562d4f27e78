"""Writes the figures of the districts: called in the transaction of every write to platforms."""

from datetime import date, datetime

from sqlalchemy import Connection, text

from app.city import CHINA_TIME

FORGET_TODAY = text("DELETE FROM district_figures WHERE day = :day")
KEEP_CHANGED = text(
    """
    WITH present AS (
      SELECT district, figure, count(*)::integer AS value FROM (
        SELECT coalesce(district, '') AS district, unnest(ARRAY[
          'kind:' || kind,
          'status:' || lifecycle,
          CASE WHEN district_basis = 'inferred' THEN 'basis:inferred' END
        ]) AS figure FROM platforms
      ) AS each WHERE figure IS NOT NULL GROUP BY district, figure
    ), past AS (
      SELECT DISTINCT ON (district, figure) district, figure, value
      FROM district_figures ORDER BY district, figure, day DESC
    )
    INSERT INTO district_figures (day, district, figure, value)
    SELECT :day, district, figure, coalesce(present.value, 0)
    FROM present FULL JOIN past USING (district, figure)
    WHERE coalesce(present.value, 0) <> coalesce(past.value, 0)
    """
)


def keep_figures(connection: Connection, day: date | None = None) -> None:
    """Keep what differs from the day before; what was kept of the same day is replaced.

    `day` is today in China where it is not given. A second write on a day that undoes the first leaves no row.
    """
    bound = {"day": day or datetime.now(CHINA_TIME).date()}
    connection.execute(FORGET_TODAY, bound)
    connection.execute(KEEP_CHANGED, bound)
