"""Who may do what: roles, rights, and which records an account may write."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from app.errors import ForbiddenError

Role = Literal["viewer", "operator", "steward", "editor", "auditor", "administrator"]
Right = Literal["self", "read", "draft", "add", "invite", "publish", "log", "accounts"]
"""`self`: one's own account; `read`: queue and drafts; `draft`: propose and confirm; `add`: propose a record
that is not listed yet; `invite`: send an operator a
link for one record, and say of two records whether they are one; `publish`: review and publish;
`log`: the history with names; `accounts`: who has an account, and no data."""
ROLES: tuple[Role, ...] = get_args(Role)
RIGHTS: Mapping[Role, frozenset[Right]] = {
    "viewer": frozenset({"self", "read"}),
    "operator": frozenset({"self", "read", "draft"}),
    "steward": frozenset({"self", "read", "draft", "add", "invite"}),
    "editor": frozenset({"self", "read", "draft", "add", "invite", "publish", "log"}),
    "auditor": frozenset({"self", "log"}),
    "administrator": frozenset({"self", "accounts"}),
}


@dataclass(frozen=True)
class Account:
    """Somebody who signed in, or whose key was sent. A steward has a district, an operator one record."""

    id: int
    login: str
    institution: str
    role: Role
    district: str | None = None
    platform: str | None = None
    temporary: bool = False
    """The password is one that an administrator knows: it must be changed first."""

    def has(self, right: Right) -> bool:
        return right in RIGHTS[self.role]

    def require(self, right: Right) -> None:
        """Raises ForbiddenError where the role lacks the right."""
        if not self.has(right):
            raise ForbiddenError("Your role may not do this.", "role")

    def owns(self, id: str, district: str | None) -> bool:
        """Whether the account may write a record that lies in this district, as the source states it."""
        if not self.has("draft"):
            return False
        if self.role == "steward":
            return self.district is not None and district == self.district
        return self.platform == id if self.role == "operator" else True

    def require_own(self, id: str, *districts: str | None) -> None:
        """The record must be the account's own before and after: nobody moves one out of or into another district.

        Raises ForbiddenError.
        """
        if not all(self.owns(id, district) for district in districts):
            said = "You may write the records of your own district alone, or the one record of yours."
            raise ForbiddenError(said, "record")
