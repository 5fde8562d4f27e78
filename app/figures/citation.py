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
        say, brackets = self.say, self._made(scope, figure)
        if scope.kind == "city":
            return say("brief-cite-listed", n=figure.value, made=brackets, **self.words)
        return say("cite-listed-in", n=figure.value, made=brackets, name=scope.name(say.lang), **self.words)

    def naming(self, scope: Scope, figure: Figure, domain: str) -> str:
        """The records of a place that name a domain, which is said in the reader's words. Empty as for `listed`."""
        if figure.grade == "never":
            return ""
        named = {"name": scope.name(self.say.lang), "domain": domain}
        return self.say("brief-cite-domain", n=figure.value, made=self._made(scope, figure), **named, **self.words)

    def _made(self, scope: Scope, figure: Figure) -> str:
        """Of what a number is made up, and which records alone were counted."""
        kinds = [words.kinds(self.say, figure.tally, long=True)] if figure.tally.kinds else []
        made = [*kinds, words.basis(self.say, scope.kind, figure.tally), *([self.filters] if self.filters else [])]
        return self.say("brief-clauses").join(made)
