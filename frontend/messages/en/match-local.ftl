# The match without a server
local-not-stated = not stated
local-none-listed = None listed as of { $date }
local-not-used = Not used: { $values }. All other conditions are kept.
local-money-none = No measure of { $name } itself is listed as of { $date }.
local-uncorrected = Typing faults are put right on the site alone, not in this snapshot.
local-match-elsewhere = The match is on the site and in the folder of a snapshot.
local-money-no-place = No district is given: the city’s measures alone are listed.
