# Search: a sentence read as conditions, what the lists hold of it, and where other than text hits begin
want-filters-nothing = Hardly any source states { $names }, so it filters nothing; a match counts it.
want-match = Match with these answers
in-lists = What the lists say of it
in-lists-measures = Supporting measures
empty-cases = Typical cases in this field
policies-search = Measures that mention
found-otherwise = From here on “{ $q }” itself is not written
found-otherwise-alone = None writes “{ $q }” itself
found-otherwise-said = Found by a synonym, the field or the sound: { $n }
policies-of-none = No source ties a measure to this platform.
policies-money-below = Measures that pay at its place: see “Money”
area-measures = { $n }, without those of the city
area-measures-none = No measure of { $name } itself is listed as of { $date }.
area-measures-list = Show them in the list
area-measures-city = The city has { $n } more.
area-events = Events in { $name }
