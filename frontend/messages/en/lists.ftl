# The four lists, cases, events, glossary
nav-lists = Four lists
lists = Lists
lists-overview = Overview
lists-said = The four lists that the plan asks for, compiled from public sources. Each says what it lacks.
lists-others = Four more
lists-all = All
lists-n = { $n }
lists-total = Together
lists-platform = Platform
lists-as-data = As data
lists-elsewhere = This page can be read in large text, can be printed, and is in the folder of an offline snapshot; it stands in no frame on other sites and not in a snapshot of one file.
lists-all-fields = All { $n } fields
lists-all-services = All { $n } services
lists-all-scenarios = { $n ->
    [one] The one scenario
   *[other] All { $n } scenarios
}
lists-all-policies = { $n ->
    [one] The one measure
   *[other] All { $n } measures
}
list-cases = Typical cases
list-events = Events
list-glossary = Glossary
list-void = Void register
fields-said = The fields of the plan, with the platforms and resources of each. A number leads to just these records on the map.
fields-complete = { $listed } with a platform or resource, { $empty } empty
fields-more = The plan names { $n } fields; { $silent } of { $records } records state none of them
fields-tier = Tier
fields-match = See what is near it
services-said = What platforms offer. The classes are ours; the words of the sources stand beside them.
services-complete = { $stated } of { $records } state a service
services-more = { $n } classes, made from { $phrases } phrases of sources
services-words = Words of the sources
services-no-stage = any stage
services-phrases = { $n ->
    [one] { $n } phrase
   *[other] { $n } phrases
}
scenarios-said = Application scenarios that sources name. The plan names none, and the official list was not found.
scenarios-complete = { $stated } of { $records } name a scenario
scenarios-more = Only what a source names is listed
policies-said = Amounts as worded; what is not written is “not stated”. Whether a measure is still in force was not checked: see the date of its document.
policies-complete = { $stated } of { $n } state an amount
policies-more = City { $city }, district { $district }, key zone { $zone }
policies-count = { $n ->
    [one] { $n } measure
   *[other] { $n } measures
}
policies-amounts = { $n ->
    [one] { $n } states an amount and comes first
   *[other] { $n } state an amount and come first
}
policies-measure = Measure
policies-level = Level
policies-instrument = Pays with
policies-amount = Amount (as worded)
policies-whom = For whom
policies-document = Document
policies-every = Show all measures
policies-whom-said = “For whom” follows the words of the documents; a measure can be for several. Where a document does not say, it is “not stated”.
policies-targets = Targets
policies-targets-said = Aims that a document states: nothing to apply for, so no measures
facet-instrument = Pays with
facet-where = Where
facet-whom = For whom
allowed-instrument = Choose one of those above.
allowed-where = Choose a level or a place above.
allowed-whom = Choose one of those above.
instrument-tax = Tax
instrument-talent = Talent
instrument-prize = Prize
instrument-other = Other
whom-platforms = platforms
whom-firms = firms
whom-carriers = incubators and parks
whom-people = people and teams
whom-projects = projects and results
whom-others = others
whom-not-stated = not stated
list-cases-said = Cases from public reports, as reported; the parties were not asked. No official list of cases was found.
cases-lacking = { $signed ->
    [one] one is an agreement only, without a result; no report of a failure was seen
   *[other] { $signed } are agreements only, without a result; no report of a failure was seen
}
cases-count = { $n ->
    [one] { $n } case
   *[other] { $n } cases
}
cases-case = What was verified
cases-where = Where, at which stage
cases-outcome = Result
cases-date = Date
cases-source = Source
list-events-said = Forums, competitions, roadshows, launches and training, as reported; the organisers were not asked. No official calendar was found.
events-n = { $n }
events-coming = Coming events
events-on-day = as of { $date }
events-none-coming = No coming event is known, so no calendar is offered.
events-all-over = all are over; no coming event is known, so no calendar is offered
events-ahead = { $n ->
    [one] { $n } coming event
   *[other] { $n } coming events
}
events-no-calendar = No coming event has a full date, so no calendar is offered.
events-calendar = { $n ->
    [one] Calendar (ICS, { $n } event)
   *[other] Calendar (ICS, { $n } events)
}
events-past = { $n ->
    [one] { $n } event is over
   *[other] { $n } events are over
}
events-event = Event
events-date = Date
events-kind = Kind
events-organiser = Organiser
events-place = Place
events-source = Source
event-kind-forum = forum
event-kind-competition = competition
event-kind-roadshow = roadshow
event-kind-launch = launch
event-kind-training = training
list-glossary-said = The terms of the plan in our own words; no legal definitions.
glossary-count = { $n } terms
glossary-n = { $n }
glossary-lacking = the terms of the plan in our own words; no legal definitions
clause = section { $number }
glossary-clause = Plan, { $clause }.
glossary-also = Also:{ " " }
void-lacking = what is not listed among { $n } fields and the stages
terms = Terms
term-means = :{" "}
lists-not-in-file = The match, the four lists, cases, events, glossary and “About” are on the site and in the folder of a snapshot; this one file has not got them.
