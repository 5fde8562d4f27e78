"""Texts that an older version of the program wrote are written anew, once, as an import would write them."""

import pytest
from sqlalchemy import create_engine, text

from app.imports import bulk
from app.imports.texts import renew_if_older
from tests.support.databases import Databases
from tests.support.stored import stored

TEXTS = "SELECT id, search_text FROM platforms ORDER BY id"
INDEXES = "SELECT indexdef FROM pg_indexes WHERE tablename = 'platforms' ORDER BY indexname"
STATE = "SELECT version, texts FROM data_version"


@pytest.mark.parametrize("least", [bulk.LEAST, 10])
def test_older_texts_are_written_anew(databases: Databases, monkeypatch: pytest.MonkeyPatch, least: int) -> None:
    """With many records the indexes are made once, after all texts: they are the same ones again."""
    monkeypatch.setattr(bulk, "LEAST", least)
    url, said = databases.url(f"older-texts-{least}"), list[str]()
    engine = create_engine(url)
    with engine.connect() as connection:
        before = connection.execute(text(TEXTS)).all()
        indexes = connection.execute(text(INDEXES)).all()
        version, texts = connection.execute(text(STATE)).one()
    assert len(before) == 75
    renew_if_older(url, said.append)
    assert not said
    stored(url, "UPDATE platforms SET search_text = 'written by an older program'")
    stored(url, "UPDATE data_version SET texts = 0")
    renew_if_older(url, said.append)
    assert len(said) == 1
    with engine.connect() as connection:
        assert connection.execute(text(TEXTS)).all() == before
        assert connection.execute(text(INDEXES)).all() == indexes
        assert tuple(connection.execute(text(STATE)).one()) == (version + 1, texts)
    engine.dispose()
