"""The sentence to cite a number by: what, of what, as of when, and a link that names the version of the data."""

from dataclasses import dataclass

from app.figures import words
from app.figures.figure import Figure
from app.figures.scope import Scope
from frontend.messages import Messages


@dataclass(frozen=True)
class Citing:
    """What the citations of one answer share: whose map, as of when, which version, and where it can be checked.

    `site` is the name of the map with that of its city. `filters` says which records alone were counted; empty: all.
    """

    say: Messages
    site: str
    as_of: str
    version: int
    link: str
    filters: str = ""

    @property
    def words(self) -> dict[str, str]:
        """What every citation says."""
        return {"date": self.as_of, "site": self.site, "version": str(self.version), "link": self.link}

    def listed(self, scope: Scope, figure: Figure) -> str:
        """All records of a place. Empty where the number is not to be quoted."""
        if figure.grade == "never":
            return ""
        say, tally = self.say, figure.tally
        made = [words.kinds(say, tally, long=True), words.basis(say, scope.kind, tally)]
        made += [self.filters] if self.filters else []
        brackets = say("brief-clauses").join(made)
        if scope.kind == "city":
            return say("brief-cite-listed", n=figure.value, made=brackets, **self.words)
        return say("cite-listed-in", n=figure.value, made=brackets, name=scope.name(say.lang), **self.words)
