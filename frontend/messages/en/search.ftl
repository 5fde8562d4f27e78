# Search: words as filters, a fault put right, ways out of an empty list
put-right = Nothing for “{ $typed }”. Did you mean
put-right-shown = ? Shown for that.
put-right-insist = Search for “{ $typed }” only
empty-nowhere = No platform or resource in the city states { $names }: a gap of the whole city.
empty-nothing = No platform or resource listed here, of any kind, matches { $names }.
empty-no-id = No platform or resource has the identifier { $names }.
empty-unknown = No record mentions { $names }. Is it spelled right?
empty-unwritten = No record of a platform mentions { $names }.
empty-unstated = Hardly any source says anything of “{ $name }”: not stated is no “no”, so it is no filter to find platforms by.
empty-money = Rank the platforms instead, and see the funding measures
empty-together = Each of the { $n } conditions has records; together none of the kinds shown.
empty-elsewhere = { $n } in the city state “{ $name }”: not a gap of the whole city.
empty-relax = Relax one condition
empty-alone = One condition by itself
empty-nearest = Nearest
empty-all = All
empty-beside = { $n ->
    [one] A related field: one platform states both
   *[other] A related field: { $n } platforms state both
 }
empty-tier = The same tier of the plan: { $tier }
empty-from = Nearest to { $place }
near-point = the chosen point
suggest-policy = Supporting policies
suggest-glossary = Terms
suggest-explained = Explained in the glossary
suggest-n-poc = PoC { $n }
suggest-n-pilot = Pilot { $n }
suggest-n-related = Related { $n }
suggest-n-kinds = All kinds { $n }
facet-unstated = None of these { $n } states it ({ $name }): not stated is no “no”.
facet-unstated-of-all = No record states it ({ $name }): not stated is no “no”.
facet-voucher-measures = Measures that pay with vouchers
facet-fund-measures = Measures that pay with funds
map-needs-script = The map needs JavaScript; list, filters and numbers do not.
empty-map-shows = The map shows what is left without “{ $value }”: { $n }
empty-on-map = these are on the map
