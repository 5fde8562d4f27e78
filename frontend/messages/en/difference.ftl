# Two days of a record compared, field by field.
history-live-only = The history of a record, and two days of it compared, are on the live site only.
diff-way = All changes, and two days compared
diff-title = What changed: { $name }
diff-lede = A day means how the record stood here at its end, in China; without a first day, its first version here counts. What was set back in between is no difference.
diff-from = At the end of
diff-to = and at the end of
diff-compare = Compare
diff-heading = What is different
diff-table = The facts that are different
diff-at-end = At the end of { $day }
diff-at-first = First version here, { $day }
diff-why = When, who, why, by which source
diff-n = { $n ->
    [one] At the end of { $to } one fact is different from the earlier state ({ $before }).
   *[other] At the end of { $to } { $n } facts are different from the earlier state ({ $before }).
}
diff-none = At the end of { $to } nothing is different from the earlier state ({ $before }).
diff-set-back = At the end of { $to } nothing is different from the earlier state ({ $before }): what changed in between was set back.
diff-listed = In the earlier state ({ $before }) it was not listed here. It was listed on { $day }, which says nothing of when the platform began.
diff-left = It was taken out on { $day }. Why: { $reason }
diff-neither = It was not listed here in the earlier state ({ $before }), nor at the end of { $to }: there is nothing to compare. Choose later days.
diff-known-since = Nothing is known of days before { $day }, so it is compared with its first version here.
diff-whole = The whole record at the end of { $day }
diff-between = Changes between the two days
diff-no-change = There was none.
diff-more = { $n } earlier ones as data
facet-diff-from = First day
allowed-diff-from = { $first ->
    [none] Enter a day up to { $last }, as 2026-06-30.
   *[other] Enter a day from { $first } to { $last }, as 2026-06-30.
}
facet-diff-to = Second day
allowed-diff-to = { $first ->
    [none] Enter a day up to { $last }, as 2026-06-30.
   *[other] Enter a day from { $first }, the first of the two, to { $last }, as 2026-06-30.
}
facet-as_of = As of
allowed-as_of = You see the record as it is now. Enter a day such as 2026-06-30.
