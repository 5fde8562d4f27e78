map-name = Service map
map-keys = { $title }. Arrow keys move, plus and minus zoom; Tab goes on to the marks
marks-name = Marks on the map. Arrow keys change the mark, Enter opens it
inset-name = City centre, enlarged
zoom-in = Zoom in
zoom-out = Zoom out
locate = My position
full-screen = Full screen
full-screen-leave = Leave full screen
print = Print
printed = printed { $date }
legend = Legend
close = Close
scale = Scale { $km ->
    [0] { $metres } metres
   *[other] { $km } kilometres
}
overlay = Overlay
switches = Layers
overlay-features = District features
overlay-zones = Key zones
group = Grouping
group-district = By district
group-zone = By key zone
group-none = Individual
base = Base layer
base-own = Built-in map
base-failed = The base layer “{ $name }” cannot be loaded; the built-in map is shown
legend-in-ring = Position in the ring
legend-district-only = Only the district is known
legend-cluster = Several platforms, with their number
legend-bubble = Platforms in the district
legend-bubble-zone = Platforms in the key zone
legend-bubble-use = ; click to filter
legend-unlocated = Dashed ring: for some the place is not stated
legend-zone = Key zone (schematic)
legend-features = District feature: coloured by its first field
tier-reform = Reform fields
tier-build = Build fields
tier-reserve = Reserve fields
tier-none = Other fields
not-stated-district = { $n } more, district not stated
not-stated-zone = { $n } more in no key zone or not stated
kind-poc = Proof of concept
kind-pilot = Pilot
kind-related = Related resource
bubble = { $name }, { $n ->
    [one] 1 platform
   *[other] { $n } platforms
}
bubble-unlocated = { $name }, { $n ->
    [one] 1 platform
   *[other] { $n } platforms
}, { $unlocated } without a stated place
cluster = { $n } platforms near here, zoom in
cluster-in = { $n } platforms near { $place }, zoom in
same-point-mark = { $n } platforms at one approximate position, { $place }, open the list
same-point = { $n } here
same-point-note = same approximate position
same-point-precision = same approximate position, { $precision }
cluster-list = { $n } platforms near here, { $place }, open the list
cluster-near = close together
cluster-rest = { $n } more are not listed here.
cluster-all = Show all in the list
marks-part = The map shows { $shown } of { $n } only
marks-reading = Reading the platforms here…
marks-failed = Some platforms here could not be read; the map is incomplete
mark = { $name }, { $kind }, { $precision }
precision-address = address level
precision-campus = campus level
precision-park = park level
precision-street = street level
precision-district = district level
feature-name = District feature
feature-listed = { $n } listed
feature-not-listed = None listed
feature-no-domain = Other fields
feature-source = Source dated { $date }
feature-source-undated = Source date not stated
feature-no-address = address of the original not listed
feature-button = Show these platforms
feature-more = { $name } +{ $more }
two-fingers = Use two fingers to move the map
pick-hint = Click a place on the map. By keyboard: arrow keys move the map, Enter takes its centre, Esc cancels
pick-cancel = Cancel
pick-cancelled = No point was picked
way-home = Back to the results
pick-done = Position chosen, sorted by distance
locate-wait = Reading your position…
locate-done = Position found, sorted by distance
locate-denied = No permission to read your position. Pick a point on the map, or search for a station or park
locate-failed = Your position cannot be read. Pick a point on the map, or search for a station or park
locate-outside = Your position is outside { $city } and was not used. Pick a point on the map
copied = Link copied
copied-text = Text copied
copy-failed = Could not be copied; please copy the selected address
suggest-count = { $n ->
    [one] 1 suggestion
   *[other] { $n } suggestions
}
suggest-none = No suggestions; press Enter to search
suggest-read = Read as { $n ->
    [one] a condition
   *[other] { $n } conditions
 }; press Enter to use
suggest-read-said = { suggest-read }: { $conditions }
suggest-condition = { $name }: { $value }
suggest-words = “{ $q }”
suggest-together = { $n } together
suggest-together-none = None together; the nearest will be shown
suggest-corrected = Nothing for “{ $q }”; this is for “{ $corrected }”
suggest-move = choose
suggest-open = open
suggest-close = close
suggest-fixed = fixed by this site
error-title = Platform data cannot be loaded now
error-kept = Your filters are kept. Try again in 30 seconds; the base map can still be used
error-retry = Try again
error-map = Map data cannot be loaded now; try again later
sites-full = At most { $n } sites: remove one first
suggest-running = Solving…
suggest-optimal = { NUMBER($n) ->
    [one] One site placed; proven best
   *[other] { $n } sites placed; proven best
}
suggest-in-time = { NUMBER($n) ->
    [one] One site placed; the best found in time, not proven
   *[other] { $n } sites placed; the best found in time, not proven
}
suggest-nothing = No site would add anything
suggest-failed = No answer in time. Ask for fewer sites or a smaller reach
feature-insight = Do declared and listed agree?
overlay-ways = Metro and towns
ways-failed = Metro and towns could not be read
credit-sea = sea
credit-lines = metro, elevated roads
credit-towns = metro, elevated roads, town outlines
credit-names = town names
legend-metro = Metro line, station
legend-road = Elevated road, outer ring
legend-town = Town (not all are known)
line-name = Line { $n }
credit-ground = water, parks and roads
