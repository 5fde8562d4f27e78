# After a platform
next-step = Next step
next-said = Computed by this map from field, stage and distance, not recommended by the platforms; relations with a source come first
next-same-park = Facility of the same park
next-same-site = At the same site
next-stage-said = Next stage of the same field
next-pilot-said = Pilot of the same field
elsewhere-said = Same field elsewhere
next-no-field = No source states a field of the plan, so no next step can be computed.
next-none = No other platform of the same field is listed as of { $date }.
same-field = also { $names }
money = Money at this stage and place
money-count = { $n ->
    [one] { $n } measure
   *[other] { $n } measures, key zone and district first, then the city
}
money-said = Amounts as worded, put into English by this map. No measure names a stage, so all are listed; whether one is still in force or applies here was not checked. No source ties a measure to a platform.
money-no-place = No district is given: the city’s measures alone are listed.
money-none-near = No measure of { $name } itself is listed as of { $date }.
money-no-amount = amount not stated
money-for = For: { $who }
money-for-unstated = For whom: not stated
level-zone = zone
level-district = district
level-city = city
instrument-voucher = Voucher
instrument-subsidy = Subsidy
instrument-fund = Fund
instrument-loan = Loan
instrument-insurance = Insurance
instrument-equity = Equity
read-in = document not seen, quoted in:{" "}
known-from-one-copy = known from one copy
how-to-reach = How to reach them
reach-said = No source states a phone, a site or how to book
reach-said-site = No source states a phone or how to book
ask-operator = What to ask the operator
ask-anyone = The operator is not stated; ask who published the source
ask-outside = Do you take projects from outside?
ask-voucher = Do you accept innovation vouchers?
ask-sample = What do you require of samples, secrecy and time?
ask-fee = How are fees set, and must one book?
copy-questions = Copy these questions
cases = Cases
cases-said = { $n ->
    [one] { $n }, as reported; nobody was asked
   *[other] { $n }, as reported; nobody was asked
}
result-product = became a product
result-firm = became a firm
result-transfer = sold or licensed
result-signed = agreement signed, outcome not stated
events = Events
events-said = As reported; no coming event is known, so no calendar is offered
event-over = over
organiser-not-stated = organiser not stated
source-of-year = source of { $year }
source-undated = source without a date
source-old = { $years } years old: make sure before you go
