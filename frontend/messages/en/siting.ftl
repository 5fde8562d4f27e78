siting-crumb = Siting
siting-title = Where next within { $area }
siting-title-city = Where next within the whole city
siting-city = All of { $city }
siting-question = { $area } · { $need } · { $km } km
siting-change = Change
siting-within = Within
siting-within-note = Candidates and need lie within; platforms of neighbours count.
siting-districts = Districts
siting-zones = Key zones (schematic extents)
siting-need = Need
siting-need-university = Universities
siting-need-park = Parks
siting-need-metro_station = Metro stations
siting-need-own = My file
siting-need-weight = Weight of: { $need }
siting-need-note = ×n is the weight; change it. At least one counts: with none ticked, all three do.
siting-reach = Reach
siting-km = km
siting-wanted = How many
siting-ask = Solve
siting-own-title = A file of my own…
siting-own-note = CSV with the columns lon, lat, weight, and name if you like; without positions a column place (name of a station, university or park). Positions in WGS-84. At most { $mb } MB and { $rows } rows.
siting-own-private = The file goes with this question only, is not kept, and is not in the address.
siting-own-file = Choose a file
siting-own-text = Or paste what it holds
siting-own-ask = Solve with the file
siting-own-leave = Leave the file out
siting-own-kept = What the file holds stands in the box below and goes along with each question.
siting-own-counted = { $n } places of the file lie within and count{ $outside ->
    [0] .
   *[other] ; { $outside } lie outside and do not.
 }
siting-refused-file = The file was not used, and what it says is not shown again: mend it and choose it anew. The answer below is without it.
siting-refused = The file was not used; the answer below is without it. What you wrote stands in the box.
own-too-large = The file has { $bytes } bytes; { $most } (1 MB) is the most. It was not read.
own-too-many = The file has { $n } rows; { $most } is the most. Nothing was computed.
own-no-text = This is no text file. Save it as CSV (UTF-8).
own-nothing = Nothing came: choose a file that is not empty, or paste its rows into the box.
own-empty = There are no rows of data. The first line names the columns, as lon,lat,weight.
own-no-columns = No positions were found. The first line needs lon and lat, or place.
own-bad-lon = Line { $line }: the longitude “{ $value }” cannot be used; it must be a number in or near { $city }.
own-bad-lat = Line { $line }: the latitude “{ $value }” cannot be used; it must be a number in or near { $city }.
own-bad-weight = Line { $line }: the weight “{ $value }” cannot be used; it must be above 0 and at most 1000000.
own-bad-place = Line { $line }: no station, university or park is called “{ $value }”; give a position instead.
own-at-sea = Line { $line }: { $value } lies at sea or outside the city.
own-more = { $n } rows cannot be used in all; these are the first.
siting-moved = { $letter } moved { $km } km
siting-placed = You placed { $n ->
    [one] one site
   *[other] { $n } sites
 }
siting-undo = Undo
siting-restore = Back to the suggestion
siting-sentence = Need within { $km } km: { $now } now, { $then } with { $n ->
    [one] one more site
   *[other] { $n } more sites
 } (by weight { $before } → { $after } of { $all }).
siting-sentence-suggested = The suggestion reaches { $total }.
siting-nothing = Need within { $km } km: { $now } now (by weight { $before } of { $all }). Another site adds nothing.
siting-no-need = There is none of this need within the area, so nothing is suggested. Choose another need or area.
siting-fewer = { $n ->
    [one] One more site
   *[other] { $n } more sites
 } would add nothing, so only { $shown } { $shown ->
    [one] stands
   *[other] stand
 } here.
siting-gain = more
siting-near = near { $place }
siting-from = { $km } km from { $place }
siting-town-from = { $town }, { $km } km from { $place }
siting-unnamed = no name of a place nearby
siting-serves = { $n ->
    [0] Adds no place
   *[other] Reaches { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
 }
siting-less = The best place beyond { $km } km gives { $less } less in all
siting-as-good = Another place beyond { $km } km is as good; choose by land
siting-proof = { $moved ->
    [yes] These sites are your choice, not the solver's. The suggested ones:{" "}
   *[no] {""}
 }{ $proven ->
    [yes] Found among { $n } candidates; no choice of them reaches more.
   *[no] Found among { $n } candidates; the best within the time, not proven.
 } Candidates are centres of { $km } km cells, not plots; check land and planning.
siting-existing = Counted as there already: { $n } places, planned ones included; { $left } more are known by district alone or have no position, and do not count.
siting-method = Method and weights
siting-method-problem = Maximal covering: some of the candidates are chosen so that the weight newly within a straight-line reach is greatest. HiGHS solves it within { $seconds } s; after that the best so far stands, and the page says that it is not proven.
siting-method-weights = Weights: university 5, park 3, metro station 1. Universities and parks bring those who use a platform, stations tell whether one gets there. They are this map's convention, not measured, so all can be changed. Population is known for some towns only and is no need here.
siting-method-places = The need comes from this map's table of places: of a district those that state it, of a key zone those within the schematic extent. Of candidates that reach the same, the one nearest to what it serves stands.
siting-method-names = Names: within { $near } m of a station, park or university "near" it; else town and distance. A town without an outline holds { $town } m around its name.
siting-method-second = Second best: with the other sites in place, this one is moved to the best candidate beyond its reach; said is how much less all then reach.
siting-method-own = Each row of a file of your own is a place of need with the weight it states.
siting-method-move = Drag a letter to move a site. By keyboard: focus the letter and press arrow keys, 100 m each (1 km with Shift). Or choose “Move” and click on the map.
siting-reaches = Does another reach change the sites?
siting-reaches-note = now → with the sites, of all need
siting-reaches-own = now → with these sites, of all need
siting-at-reach = { $km } km
siting-of-reach = { $km } km: { $now } now, { $then } with the sites
siting-key-existing = Proof of concept, planned ones included
siting-key-existing-other = Platforms counted as there
siting-key-site = Suggested
siting-key-placed = Placed by you
siting-key-open = Hollow: still out of reach
siting-map = Map of the sites
siting-print = Print
siting-move = Move { $letter }
siting-move-short = Move
siting-sites = Sites of my own (lon,lat;…)
siting-sites-note = Empty: this page suggests them. At most { $most }.
siting-town-sources = Names of towns:
siting-free = Siting by field, for the whole city
siting-frames = This page stands in no frame and in no snapshot: solving needs the server.
siting-no-boundaries = No boundaries are loaded, so nothing can be sited within an area.
siting-column-site = Site
siting-column-position = Position
siting-column-lon = Longitude
siting-column-lat = Latitude
siting-column-gain = Added weight
siting-column-served = Newly reached places
siting-column-serves = Newly reached
siting-column-less = Second best gives less
siting-running = Solving…
siting-cancel = Cancel
siting-cancelled = Cancelled; nothing has changed.
siting-failed = There was no answer; nothing has changed. Try again.
siting-outside = That lies outside the area or at sea: nothing has changed.
siting-how-to-move = To move a site, drag its letter, or choose “Move” and click on the map or press arrow keys.
siting-now-click = Click on the map where { $letter } should be, or press arrow keys: 100 m each, 1 km with Shift.
siting-file-too-large = The file has { $bytes } bytes; { $most } is the most. It was neither read nor sent.
siting-marker = { $letter }, { $name }. Move it with the arrow keys.
siting-drawn-part = There are many points of your own: the map draws { $n } of them.
facet-within = Within
facet-university = Weight of universities
facet-park = Weight of parks
facet-metro_station = Weight of metro stations
allowed-within = Choose a district, a key zone or the city from the list.
allowed-university = Enter { $low } to { $high }.
allowed-park = Enter { $low } to { $high }.
allowed-metro_station = Enter { $low } to { $high }.
allowed-sites-within = They must lie on the land of the chosen area; they were not used, and nothing has changed.
siting-where-next = Where next
siting-in-area = Within { $area }: where next
facet-needs = Need
allowed-needs = Choose among universities, parks and metro stations.
facet-km = Reach
allowed-km = Enter kilometres from { $low } to { $high }.
facet-sites-within = Sites
sheet-sites = Where next
picture-sites = { $n } more sites in { $area }
picture-sites-key = { $letter } { $name }
picture-sites-reached = Need within reach (places)
picture-sites-open = Need still out of reach (places)
picture-sites-need = Need: { $kinds }; the larger the dot the more it weighs
picture-sites-not-said = Candidates are centres of squares, not plots: check land and planning. Distances are straight lines.
