"""Which five figures a brief says of a place, in which order."""

from app.districts.read import DistrictFeature
from app.figures.figure import Figure
from app.figures.scope import CITY, Scope, scope_of
from app.figures.tally import Tallies
from app.platforms.values import KINDS
from app.vocabulary import Vocabulary
from geo.quotient import Specialisation


def figures_of(
    scope: Scope,
    counted: Tallies,
    vocabulary: Vocabulary,
    feature: DistrictFeature | None,
    domains: dict[str, Specialisation],
) -> list[Figure]:
    """Five, in this order: what sources state there, the kinds that are listed, a domain, what is not listed."""
    city = scope_of(vocabulary, CITY)
    whole, everywhere, synthetic = counted.of(scope), scope.kind == "city", vocabulary.synthetic
    if everywhere:
        first = Figure("listed", whole.n, whole, whole.n, everywhere=True, synthetic=synthetic)
    else:
        basis = "zone_basis" if scope.kind == "zone" else "district_basis"
        stated = counted.of(scope, lambda row: getattr(row, basis) == "source")
        of_city = counted.of(city, lambda row: getattr(row, basis) == "source")
        first = Figure("stated", stated.n, stated, of_city.n, synthetic=synthetic)
    kinds = []
    for kind in KINDS:
        of_kind, of_city = counted.of_kind(scope, kind), counted.of_kind(city, kind)
        parts = (kind, of_kind.n, of_kind, of_city.n)
        kinds.append(Figure(*parts, states=True, everywhere=everywhere, synthetic=synthetic))
    listed, without = [each for each in kinds if each.value], [each for each in kinds if not each.value]
    return [first, *listed, _domain_figure(scope, counted, vocabulary, feature, domains), *without]


def _domain_figure(
    scope: Scope,
    counted: Tallies,
    vocabulary: Vocabulary,
    feature: DistrictFeature | None,
    domains: dict[str, Specialisation],
) -> Figure:
    """The declared domain with most records; where none is declared, the one that most records name."""
    city = scope_of(vocabulary, CITY)
    declared = [each.code for each in feature.domains] if feature else []
    named = {code: counted.of_domain(scope, code) for code in (declared or vocabulary.domains)}
    domain = max(named, key=lambda code: named[code].n)
    of_city, synthetic = counted.of_domain(city, domain), vocabulary.synthetic
    if scope.kind == "city":
        figure = (named[domain].n, named[domain], of_city.n)
        return Figure("domain", *figure, domain=domain, everywhere=True, synthetic=synthetic)
    known = of_city.n - (of_city.unplaced if scope.kind == "district" else 0)
    whole, share = counted.of(scope).n, domains.get(domain)
    return Figure("domain", named[domain].n, named[domain], known, whole, domain, share, synthetic=synthetic)
