"""Vocabularies: the plan's domains in their tiers, stages, services and kinds, with districts and zones as terms."""

from app.vocabulary.terms import Term, Vocabulary

__all__ = ["Term", "Vocabulary"]
