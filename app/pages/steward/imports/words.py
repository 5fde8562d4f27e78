"""Reasons as a page says them: where the command names its options, the page names what stands on it."""

from collections.abc import Mapping

from app.errors import visible
from app.imports.checking.fault_workbook import label
from app.imports.rows.problems import TO_DO as IN_CELLS
from app.imports.rows.problems import Problem
from app.stewardship.records import POSITION
from frontend.messages import messages

ON_PAGES: Mapping[str, str] = {
    "import-unknown-column": "upload-unknown-column",
    "import-removed": "upload-removed",
    "import-row-datum": "upload-row-datum",
    "import-no-datum": "upload-no-datum",
    "import-not-encoded": "upload-not-encoded",
    "import-encodings": "upload-encodings",
    "import-encoding-unseen": "upload-encoding-unseen",
    "import-no-layer": "upload-no-layer",
}
TO_DO: Mapping[str, str] = {
    "import-removed": "upload-do-removed",
    "import-foreign": "import-do-foreign",
    "import-foreign-now": "import-do-foreign",
}


def reason(problem: Problem, lang: str) -> str:
    """What is wrong, in a language."""
    if problem.key not in ON_PAGES:
        return problem.said(lang, on_page=True)
    return messages(lang)(ON_PAGES[problem.key], **{name: str(value) for name, value in problem.args})


def to_do(problem: Problem, lang: str) -> str:
    """What whoever wrote the file can do."""
    key = TO_DO.get(problem.key)
    if not problem.row and problem.key not in IN_CELLS:
        key = "upload-do-file"
    return messages(lang)(key) if key else problem.to_do(lang)


def column_name(column: str, lang: str) -> str:
    """What people call a column; the usual names of coordinates say a datum that a file need not have."""
    return messages(lang)(f"upload-{column}") if column in POSITION else visible(label(column, lang))
