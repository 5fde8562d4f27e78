"""Where the private pages stand."""

QUEUE = "/steward"
RECORDS = "/steward/records"
SIGN_IN = "/steward/sign-in"
SIGN_OUT = "/steward/sign-out"
OIDC = "/steward/oidc"
OIDC_BACK = "/steward/oidc/back"
ACCOUNT = "/steward/account"
ACCOUNTS = "/steward/accounts"
NEW = "/steward/new"
LOG = "/steward/log"
CONFIRM = "/steward/confirm"
IMPORT = "/steward/import"
CORRECTION = "/steward/correction"
REVIEW = "/steward/review"
DUPLICATES = "/steward/duplicates"


def account(number: object) -> str:
    """The page of one account."""
    return f"{ACCOUNTS}/{number}"


def log_file(form: str) -> str:
    """The log as a file."""
    return f"{LOG}.{form}"


def record(id: str) -> str:
    """The page on which a record is changed."""
    return f"/steward/record/{id}"


def progress(id: str) -> str:
    """The page of a platform's milestones and evaluations."""
    return f"/steward/record/{id}/progress"


def contact(id: str) -> str:
    """The page on which it is recorded that a mobile number is public with its holder's consent."""
    return f"/steward/record/{id}/contact"


def draft(number: object) -> str:
    """The page of a draft."""
    return f"/steward/draft/{number}"


def conflict(number: object) -> str:
    """The page on which one chooses between what others published and what one's draft says."""
    return f"/steward/draft/{number}/conflict"


def upload(number: object) -> str:
    """The page of a file that was sent."""
    return f"{IMPORT}/{number}"


def faults(number: object) -> str:
    """The workbook of what is wrong in a file."""
    return f"{IMPORT}/{number}/faults.xlsx"


def invite(id: str) -> str:
    """The page on which a link for the operator of a record is made."""
    return f"/steward/record/{id}/invite"
