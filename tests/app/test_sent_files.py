"""The page that takes a file: from a form of this session alone, up to its limit, and for its sender."""

import httpx
from sqlalchemy import update

from app.imports.rows.problems import fault
from app.stewardship.models import UploadRow
from app.stewardship.uploads.kept import MOST_BYTES
from app.stewardship.uploads.verdict import Verdict, told
from app.store.writing import write_session
from tests.support.stewards import csrf, signed_in
from tests.support.stored import stored

DATABASE = "stewards"


def test_a_file_is_taken_from_a_form_of_this_session_alone_and_up_to_its_limit(
    steward: httpx.Client, site: str, url: str
) -> None:
    path = "/en/steward/import"
    token = csrf(steward.get(path))
    file = {"file": ("示例.csv", b"id,name_zh", "text/csv")}
    for fields, headers in (({}, {}), ({"csrf": "x"}, {}), ({"csrf": token}, {"Origin": "https://evil.example"})):
        assert steward.post(path, data=fields, files=file, headers=headers).status_code == 403
    large = steward.post(path, data={"csrf": token}, files={"file": ("a.csv", b"x" * (MOST_BYTES + 100_000))})
    assert (large.status_code, "more than 32 MiB" in large.text) == (413, True)
    for name, content in (("a.exe", b"x"), ("a.csv", b""), ("", b"x")):
        answer = steward.post(path, data={"csrf": token}, files={"file": (name, content)})
        assert answer.status_code in (403, 422), name
    torn = {"Content-Type": "multipart/form-data; boundary=x"}
    assert steward.post(path, content=b"--x\r\nContent-Disposition: nonsense", headers=torn).status_code == 403
    assert stored(url, "SELECT count(*) FROM uploads") == [(0,)]
    stored(url, "INSERT INTO uploads (account, name, size, digest, how, state) SELECT id, '<i>.csv', 1, 'd', '{}', "
                "'broken' FROM accounts WHERE login = 'steward'")  # fmt: skip
    [(number,)] = stored(url, "SELECT id FROM uploads")
    assert steward.get(f"{path}/{number}").status_code == 200
    assert steward.get(f"{path}/{number}/faults.xlsx").status_code == 404
    whole = told([fault(0, "", "no-workbook", why="x")])
    for state, verdict, said, link in (
        ("refused", Verdict(bad=1, problems=1, said=whole), "What is wrong with the file", False),
        ("refused", Verdict(bad=1, problems=1, said=told([fault(2, "id", "missing")])), "1 row with a problem", True),
        ("checked", Verdict(), "no row below its heading", False),
        ("checked", Verdict(unchanged=1, rows=1), "listed as they are", False),
        ("checked", Verdict(unchanged=1, bad=1, rows=2, problems=1), "Check: nothing to load, ", True),
    ):
        with write_session(url) as connection:
            connection.execute(update(UploadRow).values(state=state, verdict=verdict.written()))
        page = steward.get(f"{path}/{number}").text
        assert (said in page, "faults.xlsx" in page) == (True, link), state
        assert "Correct the cell" not in page, "a file as a whole has no cell"
    with signed_in(site, "elsewhere") as other:
        assert other.get(f"{path}/{number}").status_code == 404
        data = {"csrf": csrf(other.get(path)), "do": "discard", "run": "0"}
        assert other.post(f"{path}/{number}", data=data).status_code == 404
        assert other.get(f"{path}/999999999999999").status_code == 404
    with signed_in(site, "auditor") as auditor:
        assert auditor.get(path).status_code == 403
        assert "&lt;i&gt;.csv" in auditor.get("/en/steward/log").text
