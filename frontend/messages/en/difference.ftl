# Two days of a record compared, field by field.
history-live-only = The history of a record, and two days of it compared, are on the live site only.
diff-way = All changes, and two days compared
diff-title = What changed: { $name }
diff-lede = A day means how the record stood here at its end, in China. What was set back in between is no difference.
diff-from = At the end of
diff-to = and at the end of
diff-compare = Compare
diff-heading = { $first } and { $last }
diff-table = The facts that are different
diff-at-end = At the end of { $day }
diff-why = When, who, why, by which source
diff-n = { $n ->
    [one] At the end of { $to } one fact is different from what it was at the end of { $from }.
   *[other] At the end of { $to } { $n } facts are different from what they were at the end of { $from }.
}
diff-none = Nothing is different at the end of { $to } from what it was at the end of { $from }.
diff-set-back = Nothing is different at the end of { $to } from what it was at the end of { $from }: what changed in between was set back.
diff-listed = It was not listed here at the end of { $from }. It was listed on { $day }, which says nothing of when the platform began.
diff-left = It was taken out on { $day }. Why: { $reason }
diff-neither = It was not listed here at the end of { $from }, nor at the end of { $to }: there is nothing to compare. Choose later days.
diff-known-since = Nothing is known of days before { $day }, so it is compared from the end of that day.
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
