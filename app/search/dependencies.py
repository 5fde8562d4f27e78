"""What handlers need of the search."""

from app.search.suggest import Suggestions
from app.search.tally import SearchTally
from app.web.provided import Provided

suggestions_of = Provided(Suggestions)
tally_of = Provided(SearchTally)
