"""What handlers need of the search."""

from app.search.suggest import Suggestions
from app.web.provided import Provided

suggestions_of = Provided(Suggestions)
