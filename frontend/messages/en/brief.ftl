# The brief: one page about a district, a zone or the city, its annex and its files.
brief-origin = { $site } · { $kind ->
    [district] District brief
    [zone] Key zone brief
   *[other] City brief
}
brief-dated = Data as of { $date } · version { $version }
brief-title = { $name }: platforms and resources
brief-lead-city = { $n } listed: { $kinds }. District stated for { $stated }, inferred for { $inferred }, not stated for { $unplaced }.
brief-lead-district = { $n } listed (city: { $city }): { $kinds }. District stated for { $stated }, inferred for { $inferred }.
brief-lead-zone = { $n } listed (city: { $city }): { $kinds }. Zone stated for { $stated }, inferred for { $inferred }.
brief-lead-none = As of { $date } this map lists no platform or resource in { $name }. None listed does not mean none.
brief-kind-poc = { $n } proof of concept
brief-kind-pilot = { $n } pilot
brief-kind-related = { $n } related
brief-nokind-poc = no proof of concept
brief-nokind-pilot = no pilot line
brief-nokind-related = no related resource
brief-life-planned = planned { $n }
brief-life-under-construction = under construction { $n }
brief-life-unveiled = unveiled { $n }
brief-life-operating = operating { $n }
brief-life-tapering = tapering off { $n }
brief-life-closed = closed { $n }
brief-life-unknown = state unknown { $n }
brief-five = Five figures
brief-what-listed = Platforms and resources listed
brief-what-stated = { $kind ->
    [zone] Stated to be in the zone
   *[other] Stated to be in the district
}
brief-what-poc = Proof-of-concept platforms
brief-what-pilot = Pilot platforms
brief-what-related = Related resources
brief-what-domain = In { $domain }
brief-basis = { $kind ->
    [zone] zone stated { $stated }, inferred { $inferred }
   *[other] district stated { $stated }, inferred { $inferred }
}
brief-basis-unplaced = district stated { $stated }, inferred { $inferred }, not stated { $unplaced }
brief-city-has = City: { $n }
brief-share = { $kind ->
    [zone] City: { $of_city }/{ $all }; here { $share }% ({ $low }%–{ $high }%)
   *[other] City, district known: { $of_city }/{ $all }; here { $share }% ({ $low }%–{ $high }%)
}
brief-of-all = City: { $n }/{ $all }
brief-each-stated = { $kind ->
    [zone] Each source states the zone
   *[other] Each source states the district
}
brief-none-runs = Note: no source says that one is running
brief-old-sources = Note: { $n } on sources over two years old or undated
brief-some-inferred = { $kind ->
    [zone] Note: for { $n } the zone is inferred
   *[other] Note: for { $n } the district is inferred
}
brief-unstated-said = { $n ->
    [one] The 1 listed is placed by inference
   *[other] All { $n } listed are placed by inference
}
brief-none-said = None listed does not mean none
brief-alike-said = Not distinguishable from the city: not a strength
brief-few-said = Too few to say
brief-apart-said = Note: the test tells it from the city; small numbers
brief-counted = A count; each record can be checked
brief-synthetic-said = Holds made-up records, for tests only
grade-quote = quote
grade-note = with note
grade-never = do not quote
brief-why-counted = A count of records each of which its source states.
brief-why-inferred = Holds inferred districts: quote it with its note.
brief-why-old = Speaks of states from sources over two years old or undated: quote it with its note.
brief-why-both = Holds inferred districts and states from sources over two years old or undated: quote it with its note.
brief-why-apart = The test tells it from the city, but the numbers are small: quote it with its note.
brief-why-few = Too few: fewer than 3 are listed and fewer than 3 expected, so that a share means nothing.
brief-why-alike = The test cannot tell it from the city: chance may account for it, so it is neither a strength nor a weakness.
brief-why-unstated = No source states the place of what is listed: there is no number to quote, which does not mean none.
brief-why-none = None is listed, which does not mean that there is none: please do not say "none".
brief-why-synthetic = The data hold records that a generator made up: no figure may be quoted.
brief-why-cell = Counted by approximate positions, without records known by their district alone: please do not quote it; quote numbers of the districts.
brief-why-hot = The test tells more than chance here: it may be called a hot spot with this note, its number not quoted.
brief-why-reach = Reckoned along straight lines from the positions listed here, without what is not listed: quote it with its assumption.
brief-cite-listed = As of { $date }, { $site } lists { $n } proof-of-concept platforms and related resources ({ $made }). Data version { $version }, { $link }
brief-cite-stated = As of { $date }, { $site } lists { $n } platforms and resources that their sources state to be in { $name } ({ $made }). Data version { $version }, { $link }
brief-cite-kind = As of { $date }, { $site } lists { $n } { $kind ->
    [poc] proof-of-concept { $n ->
        [one] platform
       *[other] platforms
    }
    [pilot] pilot { $n ->
        [one] platform
       *[other] platforms
    }
   *[related] related { $n ->
        [one] resource
       *[other] resources
    }
  } in { $name } ({ $made }). Data version { $version }, { $link }
brief-cite-domain = As of { $date }, { $site } lists in { $name } { $n } platforms and resources in { $domain } ({ $made }). Data version { $version }, { $link }
brief-declared = Declared, and listed
brief-declared-source = { $date } · source ①
brief-domains = Fields listed
brief-domain-column = Field
brief-declared-column = Declared field
brief-listed-column = Listed
brief-city-column = City
brief-verdict-column = Verdict
brief-verdict-few = too few
brief-verdict-unclear = no difference
brief-verdict-agrees = above city
brief-verdict-undeclared = above city
brief-verdict-differs = below city
brief-verdict-fewer = below city
brief-not-sourced = * Not in the sources kept; our classification.
brief-outside-plan = The declared feature lies outside the fields of the plan.
brief-no-feature = No declared feature was found.
brief-compared = { $kind ->
    [zone] Beside two zones
   *[other] Beside two districts
}
brief-same-date = same date
brief-row-stated = { $kind ->
    [zone] Zone stated
   *[other] District stated
}
brief-row-inferred = { $kind ->
    [zone] Zone inferred
   *[other] District inferred
}
brief-row-density = Per 100 km²
brief-small-numbers = Small numbers: please do not rank.
brief-gaps = Missing
brief-gaps-said = from the list, not surely in fact
brief-gap-kind = { $what }: none listed{ $near ->
    [yes] ; near by: annex 2
   *[no] {""}
}.
brief-gap-services = { $n } services of the city are not listed { $kind ->
    [zone] in the zone
   *[other] here
}: { $names }{ $more ->
    [yes] {" "}and others
   *[no] {""}
}.
brief-gap-services-city = { $n } services of the vocabulary are not listed at all: { $names }{ $more ->
    [yes] {" "}and others
   *[no] {""}
}.
brief-gap-domains-city = { $n } fields of the plan are not listed at all: { $names }.
brief-gap-facts = { $facts }: not stated for all { $n }.
brief-fact-voucher = Vouchers
brief-fact-fund = own fund
brief-gap-nothing = All three kinds and all services of the city are listed here.
brief-next = Next
brief-next-inferred = Verify the { $n } inferred { $kind ->
    [zone] memberships
   *[other] districts
}: { $names }{ $more ->
    [yes] {" "}and others
   *[no] {""}
}.
brief-next-unplaced = Find the district of { $n } records: { $names }{ $more ->
    [yes] {" "}and others
   *[no] {""}
}.
brief-next-planned = { $n ->
    [one] Ask how the planned or unfinished one stands.
   *[other] Ask how the { $n } planned or unfinished ones stand.
}
brief-next-old = { $n ->
    [one] Find a newer source for the old or undated one.
   *[other] Find newer sources for { $n } old or undated ones.
}
brief-next-seeking = Siting: still being worked out when this page was made; open it again later, or see “Where next”.
brief-next-reached = Siting: { $now } of the weighted need is within { $km } km; more sites add nothing.
brief-next-sites-city = Siting, need within { $km } km: { $now }, with { $n } sites { $then }.
brief-next-sites = Siting: { $now } of the weighted need is within { $km } km, { $then } with { $n } more sites, first: { $first }.
brief-next-siting = Try places by need under “Where next”.
brief-caveat = Before you quote
brief-caveat-said = compiled from public sources as far as they could be read; not an official register. None listed and not stated do not mean none. Positions are approximate. May be quoted: a count whose places the sources state. With its note: holds inferred places or old sources. Do not quote: too few, no difference by the test, or none listed taken for none.
brief-sources = Sources
brief-source-feature = { $title }, { $date }
brief-source-area = Area { $km2 } km² ({ $date }): { $title }
brief-source-areas = Area: sum of the published areas of the districts, { $km2 } km²
brief-source-records = Sources of the { $n } records: annex 1
brief-metro = Metro © OpenStreetMap contributors (ODbL)
brief-check = {"Check and update: "}
brief-annex = Annex
brief-annex-records = { $n } records and their sources
brief-annex-near = To be had near by ({ $kinds })
brief-annex-domains = Fields: listed, expected, tested
brief-annex-services = Services: here and in the city
brief-annex-more = { $n } more are not shown.
brief-annex-near-said = Kilometres as the crow flies from the middle of the district to the approximate position.
brief-annex-domains-said = Expected = records here × share in the city; location quotient = listed ÷ expected with its interval of 95% (Clopper–Pearson); p by Fisher's exact test, { $n } corrected together (Benjamini–Hochberg).
brief-annex-services-said = A record may have several services.
brief-col-name = Name
brief-col-kind = Kind
brief-col-status = State
brief-col-status-date = Date of state
brief-col-district = District
brief-col-basis = Basis
brief-col-source = Source
brief-col-source-date = Date of source
brief-col-km = Kilometres
brief-col-service = Service
brief-col-domain = Field
brief-col-n = Listed (records)
brief-col-city = City (records)
brief-col-expected = Expected (records)
brief-col-quotient = Location quotient
brief-col-low = Interval from
brief-col-high = Interval to
brief-col-p = p corrected
brief-col-verdict = Verdict
brief-col-what = Figure
brief-col-value = Value
brief-col-counts = Made up of
brief-col-note = Note
brief-col-grade = Grade
brief-col-citation = Citation
brief-basis-source = stated
brief-basis-inferred = inferred
brief-basis-none = not stated
brief-map = Approximate positions of what is listed in { $name }
brief-map-district-only = district only
brief-map-mixed = several, one approximate place
brief-older = This link cites version { $version } of the data; now it is version { $current }: figures may differ.
brief-filters-left = A brief always speaks of all records: the filters in the address were not used.
brief-cite-this = Cite this figure
brief-cite-how = Choose any figure of the sheet. The link stays with this version of the data.
brief-copy = Copy the citation
brief-compare-areas = { $kind ->
    [zone] Zones to compare
   *[other] Districts to compare
}
brief-compare-apply = Compare these
brief-compare-first = First
brief-compare-second = Second
brief-take = Take away
brief-take-pdf = one A4 page, annex apart
brief-take-print = Print
brief-take-docx = real tables, to be edited
brief-take-pptx = six slides, to be edited
brief-take-xlsx = one sheet a table, explained
brief-take-picture = the map for slide or print
brief-take-html = one single file
brief-take-json = all figures and citations
brief-back = At a glance
brief-elsewhere = Other briefs
brief-slide-title = { $n } platforms and resources listed in { $name }
brief-picture-caveat = Compiled from public sources, not an official register; none listed does not mean none. Positions are approximate.
brief-about = About
brief-about-what = What this is
brief-about-filter = Filters
brief-about-filter-said = None: all that is listed in { $name }, of all three kinds
brief-about-as-of = Data as of
brief-about-version = Data version
brief-about-rule = Rule of quoting
brief-about-link = Where to check
brief-about-licence = Licence
brief-clauses = {"; "}
brief-colon = {": "}
brief-dot = {" · "}
brief-compare-unknown = Some of the districts to compare are unknown here and were not used; please choose from the lists.
brief-none = none
brief-row-basis = { $kind ->
    [zone] Zone stated／inferred
   *[other] Stated／inferred
}
brief-short-poc = PoC { $n }
brief-short-pilot = pilot { $n }
brief-short-related = related { $n }
brief-name-poc = PoC
brief-name-pilot = pilot
brief-name-related = related
brief-cite-each = Citations
brief-col-of = Of (records)
brief-col-records = { $what } (records)
brief-col-stated = Place stated (records)
brief-col-inferred = Place inferred (records)
brief-col-unstated = Place not stated (records)
brief-col-old = Old or undated source (records)
brief-col-why = Reason
brief-col-part = Part
brief-col-text = Text
brief-about-map = Map
brief-basis-said = { $kind ->
    [zone] Sources state the zone of { $stated }; for { $inferred } it is inferred from the position.
   *[other] Sources state the district of { $stated }; for { $inferred } it is inferred from the position.
}
brief-basis-city = Sources state the district of { $stated }; for { $inferred } it is inferred, for { $unplaced } not stated.
brief-legend = Listed
# Further pictures of the insight.
picture-records-in = Records in each cell
picture-declared-listed = Declared, listed
picture-declared-none = Declared, none listed
picture-more = Above the city by the test
picture-fewer = Below the city by the test
picture-specialities = What districts declare, and what is listed
picture-specialities-said = The number of records stands in the cell; an empty one is neither declared nor listed. Most are too few to tell from the city.
picture-number-said = Records in each cell
picture-zones = Platforms and resources in the key zones
picture-zones-said = { $n } are listed in the three key zones ({ $kinds }).
picture-members = Members
picture-per-100km2 = { $n } to 100 km²
picture-coverage = { $domain }: share within { $km } km
picture-covered = { $share } of the city is within reach of { $n } places.
picture-share-of = Share within reach · { $what }
picture-not-reached = not reached
picture-siting = { $domain }: { $n } more sites, { $km } km of reach
picture-siting-said = They newly reach: { $unit } { $added }.
picture-no-sites = No further site is named.
picture-site = { $letter } ({ $lon }, { $lat })
picture-density = Kernel density, bandwidth { $km } km
picture-clusters = Clusters: at least { $n } within { $km } km
topic-glance = At a glance
glance-feature = Declared feature · listed of it
glance-listed = Listed
glance-basis = District stated／inferred · quote
glance-zones = Key zones
glance-domains = Listed of the declared fields
glance-caption = The sixteen districts at a glance: declared feature, listed by kind, district stated or inferred, key zones
glance-no-source = The sources read do not say the district
glance-no-domain = Fields: no source states them
glance-outside = Outside the fields of the plan
glance-in-zones = in key zones: { $n }
says-what = What this says
says-not-what = What it does not say
says-glance = What this map lists in each district, and for how much of it a source states the district; a district's name leads to its brief.
says-not-glance = It is not the true number in each district and compares no strength; most districts have fewer than 5, and none listed does not mean none.
says-districts = In which districts the listed platforms and resources lie, and what share each has; the location quotient says how many times the city's share a field has in a district.
says-not-districts = It is not the true number in each district; more listed may mean more reported, and where there are too few nothing is concluded.
says-cells-hexagons = In which cells the platforms and resources lie that are located well enough, and how many in each.
says-not-cells-hexagons = An empty cell does not mean no platform; what is known to a district only, or has no position, is not on the map.
says-cells-hotspots = Which cells and their surroundings hold more than chance would put there.
says-not-cells-hotspots = Not coloured does not mean no platform; more listed may mean more reported.
says-cells-density = Where listed positions are dense and where they are sparse, smoothed by the chosen bandwidth.
says-not-cells-density = It is no measured density: the surface smooths approximate positions, and changes with the bandwidth.
says-cells-clusters = Which platforms and resources lie close together as a cluster, and how many are in each.
says-not-cells-clusters = Near does not mean working together; with another reach or number the clusters are others.
says-gaps = Which fields, districts and stages have nothing listed, and how much lies within reach of the platforms of one field.
says-not-gaps = What is missing is a listing, not necessarily the thing; a straight line is no way by road, and within reach does not mean of use.
says-siting = How much more would be within reach with further sites, and which of them adds most.
says-not-siting = It decides no site: land, plans and cost were not looked at, and a place is the centre of a cell, not a plot.
says-compare = What the chosen districts and key zones have listed, side by side on one scale.
says-not-compare = Small numbers: a difference of one or two says nothing; please do not rank.
# Workbooks of the insight.
sheet-districts = By district
sheet-zones = By key zone
sheet-specialities = Declared beside listed
sheet-gaps = Cell by cell
sheet-comparison = Side by side
sheet-coverage = Within reach
sheet-siting = Further sites
sheet-hexagons = By hexagon
sheet-hotspots = Hot spots by cell
sheet-clusters = By cluster
sheet-yes = yes
sheet-no = no
sheet-about = What this is
sheet-filters = Filters
sheet-as-of = Data as of
sheet-version = Data version
sheet-rule = Rule of quoting
sheet-rule-said = Counts may be quoted, with their note where districts are inferred; shares, densities, quotients and ranks only where the test tells them from the city. None listed does not mean none.
cells-quoted-said = Numbers of cells and clusters are counted by approximate positions, without records known by their district alone: please do not quote them. Hot spots that the test tells from chance may be said with this note. Of numbers, quote those of the districts.
coverage-quoted-said = Coverage is reckoned along straight lines from the positions listed here, without what is not listed: quote it with its assumption.
sheet-citation = Citation
sheet-cited = As of { $date }, { $site }: { $title } ({ $filters }). Data version { $version }, { $link }
sheet-address = Where to check
