"""Searches while the texts of very many records are still being read: they are told so, and answered afterwards."""

import threading
import time

import httpx
import pytest

from app.errors import StillReadError
from app.platforms.index import narrowing
from app.platforms.index.load import Readings
from app.search import texts
from app.search.texts import TextIndex
from app.settings import Settings
from frontend.messages import messages
from tests.support.server import running


def test_a_word_that_no_index_finds_waits_for_the_texts_of_very_many(
    real_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database is not asked to read them all beside what reads them; and it is said what is waited for."""
    going_on, load = threading.Event(), texts.load_texts

    def later(readings: Readings) -> TextIndex:
        assert going_on.wait(30)
        return load(readings)

    monkeypatch.setattr(texts, "load_texts", later)
    monkeypatch.setattr(narrowing, "READ_THROUGH", 10)
    said = messages("en")
    with running(Settings(database_url=real_url)) as at, httpx.Client(base_url=at, timeout=60, trust_env=False) as web:
        end = time.monotonic() + 30
        words = (f"合{chr(number)}" for number in range(ord("一"), ord("龟")))
        while web.get("/api/facets", params={"q": next(words)}).status_code == 200:
            assert time.monotonic() < end, "until the index is made, the database is asked"
        answer = web.get("/en/", params={"q": "合成"}, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, str(StillReadError.SECONDS))
        assert said("still-read-title") in answer.text
        api = web.get("/api/facets?q=合成")
        assert (api.json()["title"], api.headers["retry-after"]) == ("Still being read", "15")
        assert web.get("/api/facets?q=合成生物").status_code == 200, "an index finds it"
        going_on.set()
        while web.get("/en/?q=合成").status_code != 200:
            assert time.monotonic() < end
            time.sleep(0.1)
