# What a frame says of itself.
frame-broken-title = This frame cannot be shown now
frame-broken-said = Something went wrong here, and it was logged. The full map may still open.
records-on-map = { $n } more: open the whole list
frame-away-said = Try again in { $seconds } seconds.
frame-not-listed = Not listed as of { $date }.
frame-none-poc = No proof-of-concept platform listed as of { $date }; { $n } of other kinds.
frame-none-of-kinds = None of these kinds listed as of { $date }; { $n } of other kinds.
frame-show-others = { $n ->
    [one] Show it
   *[other] Show these { $n }
}
frame-no-frame = “{ $name }” cannot stand in a frame.
frame-no-frame-said = It needs controls and room that a frame has not. In a frame stand the map, a district, a key zone, a platform, the districts in figures and one number.
frame-no-frame-open = Open “{ $name }” on the map's own site
frame-low = This frame is too low for the map: at least { $n } pixels are needed.
