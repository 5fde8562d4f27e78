"""Drafts: what one is, the texts beside it, how they are written and found, and what becomes of them."""

from app.stewardship.drafts.proposal import INTO, OPEN, REMOVAL, Proposal, differing
from app.stewardship.drafts.reading import by_operators, listed, mine, of_upload, read, waiting
from app.stewardship.drafts.review import accept, send_back, take_back
from app.stewardship.drafts.texts import LONGEST_COMMENT, LONGEST_REASON, plain_text, public_text
from app.stewardship.drafts.writing import keep_open, of_proposal, own_open, propose, rewrite, write_anew

__all__ = [
    "INTO",
    "LONGEST_COMMENT",
    "LONGEST_REASON",
    "OPEN",
    "REMOVAL",
    "Proposal",
    "accept",
    "by_operators",
    "differing",
    "keep_open",
    "listed",
    "mine",
    "of_proposal",
    "of_upload",
    "own_open",
    "plain_text",
    "propose",
    "public_text",
    "read",
    "rewrite",
    "send_back",
    "take_back",
    "waiting",
    "write_anew",
]
