# What a frame says of itself.
frame-broken-title = This frame cannot be shown now
frame-broken-said = Something went wrong here, and it was logged. The full map may still open.
records-on-map = { $n } more: open the whole list
frame-away-said = Try again in { $seconds } seconds.
frame-not-listed = Not listed as of { $date }.
