"""Accounts of every role with one password, their keys, and browsers that are signed in, for tests."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import httpx
from sqlalchemy import insert

from app.stewardship import accounts
from app.stewardship.models import AccountRow
from app.stewardship.secrets import hashed
from app.store.writing import write_session

PASSWORD = "correct horse 电池 staple"  # noqa: S105
MINHANG, PUDONG, OF_PUDONG, OF_MINHANG = "310112", "310115", "sh-poc-002", "sh-poc-009"
WHOLE = {"Prefer": "return=representation"}
"""The header with which a program asks for what it wrote."""
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')
EVERY: dict[str, dict[str, Any]] = {
    "viewer": {},
    "operator": {"platform": OF_PUDONG},
    "steward": {"district": PUDONG},
    "editor": {},
    "auditor": {},
    "administrator": {},
    "second": {"role": "editor"},
    "elsewhere": {"role": "steward", "district": MINHANG},
}


@cache
def kept_password() -> str:
    """The password as it is kept: to hash it takes a tenth of a second."""
    return hashed(PASSWORD)


def accounts_of_every_role(url: str) -> None:
    """An account a role, called as the role; `second` is another editor, `elsewhere` a steward of another district."""
    with write_session(url) as connection:
        for login, more in EVERY.items():
            row = {"login": login, "role": login, "institution": f"机构 {login}", **more}
            connection.execute(insert(AccountRow).values(**row, password=kept_password(), temporary=False))


def key(url: str, login: str, *scopes: str) -> dict[str, str]:
    """The header of a new key."""
    with write_session(url) as connection:
        return {"Authorization": f"Bearer {accounts.new_key(connection, login, 'test', list(scopes), 1)}"}


@contextmanager
def signed_in(site: str, login: str) -> Iterator[httpx.Client]:
    """A browser of this account."""
    with httpx.Client(base_url=site, trust_env=False, timeout=60) as browser:
        answer = browser.post("/en/steward/sign-in", data={"login": login, "password": PASSWORD})
        assert answer.status_code == 303, answer.text
        yield browser


def csrf(page: httpx.Response) -> str:
    """The token of the forms of a page."""
    found = TOKEN.search(page.text)
    assert found, page.text[:2000]
    return found[1]
