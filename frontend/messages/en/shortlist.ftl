shortlist = Shortlist
picked-n = { $n } picked
picked-clear = Clear
pick-not-listed = not listed
star-off = Pick: { $name }
star-on = Take out: { $name }
star-full = { $most } at most; take one out first: { $name }
star-first-off = Pick the first { $n }
star-first-on = Take the first { $n } out
star-all-off = Pick all { $n }
star-all-on = Take all { $n } out
compare = Compare
said-picked = { $name } picked, { $n } in all
said-unpicked = { $name } taken out, { $n } left
said-all-picked = All { $all } of the list picked, { $n } in all
said-all-unpicked = All { $all } of the list taken out, { $n } left
said-full = { $most } at most; take one out first
said-cleared = Nothing picked any more
comparing-title = { $n } platforms compared
comparing-empty-title = Compare platforms
comparing-said = Compares what sources state; “not stated” is not “no”.
comparing-differ = Differences only
comparing-all = All rows
comparing-print = Print one page
comparing-table = Comparison
comparing-item = Item
comparing-hidden = { $n ->
    [one] 1 row is the same for all and is left out.
   *[other] { $n } rows are the same for all and are left out.
 }
comparing-same-said = Pale rows are the same for all.
comparing-contact = Site and phone
comparing-away = From { $place }
comparing-measures = Local measures
comparing-city-only = those of the city only
comparing-n = { $n }
comparing-none = none listed
comparing-stated = Items stated
comparing-one = Only “{ $name }” is picked: pick one more to see them side by side.
comparing-none-picked = No platform is picked yet.
comparing-how = Pick with the star in the list, on the map’s card or on a platform’s page; 2 to { $most } are compared side by side.
comparing-to-list = To the list
picks-left-out = { $most } fit side by side; left out: { $names }.
picks-beyond = { $most } can be picked; { $n } more in the address are not used.
picks-unknown = There is no platform with the identifier “{ $id }”.
picks-removed = “{ $id }” was removed on { $date }.
picks-refused = { $n ->
    [one] 1 text is no identifier of a platform and is not used: { $shown }
   *[other] { $n } texts are no identifiers of platforms and are not used: { $shown }
 }
sharing-title = { $n ->
    [one] Share this platform
   *[other] Share these { $n } platforms
 }
sharing-nothing = Share picked platforms
sharing-back = Back
sharing-link = Link
sharing-text = Copy as text
sharing-send = Send…
sharing-named = { $site }: { $n ->
    [one] 1 platform
   *[other] { $n } platforms
 }
sharing-no-address = address not stated
sharing-all = All of them:
sharing-picture = The picture that a chat shows beside the link: names and map
sharing-save-picture = Save picture
sharing-said = The link holds platform ids only, nothing about you.
property-lon = Longitude (WGS-84)
property-lat = Latitude (WGS-84)
property-page = Page on this site
comparing-where = This page can be read in large text and fits one sheet of A4. It and the stars stand on the site alone, not in embedded maps and snapshots.
