changes-title = Changes since { $day }
changes-none-title = Changes of the figures
changes-lede = Listed more is not happened more: a figure changes with a new entry, another status, or a correction.
changes-none = No figures have been kept by day yet: it begins with the next import.
changes-nothing = No change since { $day }. A status is as of its source, and many sources are older than two years: it says only that the listing has not changed.
changes-figures = Figures
changes-caption = Numbers listed, before and now; all kinds, and those states and districts that changed
changes-figure = Figure
changes-before = Before
changes-now = Now
changes-difference = Difference
changes-said = These are numbers alone and do not tell which change it was; what changed of a record stands on its page.
changes-kept = The numbers of a district are kept only when one changed, at most once a day.
changes-began = Kept since { $day }; nothing is known of earlier days.
changes-since = Since
changes-line = Numbers by day
changes-line-later = A line is drawn from the second day with a change on.
changes-targets = Beside the targets
changes-target-city-targets-2027 = Another count, not to be compared: the target includes open innovation centres and transfer institutions; this map lists { $n } of proof of concept, planned and unveiled ones included.
changes-target-other = The two counts were not checked against each other and cannot be compared. This map lists { $n } of proof of concept, planned and unveiled ones included.
changes-target-source = Source:{" "}
changes-target-list = List of measures
changes-way = Changes of the figures
changes-of-district = Changes of the figures since { $day }
changes-district-none = Kept since { $day }; nothing has changed.
changes-district-some = { $kind } { $before } → { $now }
history-column-day = Day
history-column-code = Code
history-column-district = District
history-column-figure = Figure
history-column-value = Number
facet-since = Since
allowed-since = { $first ->
    [none] Enter a day up to { $last }, written like that.
   *[other] Enter a day from { $first } to { $last }, written like that; nothing is kept of earlier ones.
}
changes-city = The whole city
changes-show = Show
