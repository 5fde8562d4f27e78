"""A record as a change left it, for whoever proposes to set it back."""

from sqlalchemy import Connection, select

from app.errors import ConflictError, NotFoundError
from app.history.models import WHOLE, Revision
from app.stewardship.records import Published, Values, published


def as_after(connection: Connection, id: str, number: int) -> Values:
    """The values of a record after the change with this number: what is public now, with later changes undone.

    Raises NotFoundError where it was not listed then.
    """
    now = published(connection, id)
    values: Values | None = dict(now.values) if now else None
    columns = (Revision.field, Revision.old)
    later = select(*columns).where(Revision.platform == id, Revision.change > number).order_by(Revision.change.desc())
    for field, old in connection.execute(later):
        if field == WHOLE:
            values = old
        elif values is not None and field in values:
            values[field] = old
    if values is None:
        raise NotFoundError(f"The record {id[:64]} was not listed then.")
    return values


def as_of_revision(connection: Connection, id: str, revision: int) -> Published:
    """The record as it stood with an earlier revision, which somebody's form was filled from.

    Raises ConflictError where it is not listed, or was not without a break.
    """
    now = published(connection, id)
    if now is None or not 0 < revision <= now.revision:
        raise ConflictError("This record is not listed any more, or was never so.")
    values = dict(now.values)
    columns = (Revision.field, Revision.old)
    later = select(*columns).where(Revision.platform == id, Revision.revision > revision)
    for field, old in connection.execute(later.order_by(Revision.change.desc())):
        if field == WHOLE:
            raise ConflictError("This record was listed anew meanwhile.")
        if field in values:
            values[field] = old
    return Published(values, revision)
