"""What handlers need of the vocabulary."""

from typing import Annotated

from fastapi import Depends, Request

from app.vocabulary.read import VocabularyCache
from app.vocabulary.terms import Vocabulary
from app.web.dependencies import ReadSession
from app.web.provided import Provided

vocabulary_cache = Provided(VocabularyCache)


async def current_vocabulary(request: Request, db: ReadSession) -> Vocabulary:
    """The vocabulary of the data that this request reads."""
    return await vocabulary_cache(request).read(db)


CurrentVocabulary = Annotated[Vocabulary, Depends(current_vocabulary)]
