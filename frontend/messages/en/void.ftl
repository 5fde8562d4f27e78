# The void register, and searches without a hit
void-title = Void register
void-sub = As of { $date }: { $fields } fields × { $steps } steps are { $cells } cells; in { $empty } of them nothing is listed. Not listed is not “none in the city”.
void-counting = The numbers count proof-of-concept platforms and related resources, in the last column pilot platforms. A platform may stand in several cells. “Stage not stated”: platforms are listed, but their sources name no stage; that is not counted as empty.
void-caption = How many are listed of each field at each step
void-step-pilot = Pilot
void-loose = Stage not stated
void-empty = none
void-stage-not-stated = stage not stated
void-scope = Where
void-city = The whole city
void-by-district = By district
void-around = Within reach of a point
void-within = Within { $km } km of { $name }
void-origin = Station, university, park, district, or lon,lat
void-all-empty = { $n ->
    [one] its one step is empty
   *[other] all { $n } steps empty
 }
void-some-empty = empty: { $steps }
void-none-empty = nothing empty
void-field-said = As listed on { $date }. Ways out:
void-listed = What is listed
void-match = Rank platforms by the other wishes
void-case = Case
void-missed = Searches without a hit
void-missed-none = None counted yet.
void-missed-n = { $n ->
    [one] once
   *[other] { $n } times
 }, { $days ->
    [one] 1 day
   *[other] { $days } days
 }
void-missed-texts = { $n ->
    [one] One more text is no word of the vocabulary; only the operator sees it.
   *[other] { $n } more texts are no words of the vocabulary; only the operator sees them.
 }
void-missed-said = Counted are words of the vocabulary; any other text only once it was asked for on five days, at most 20 characters, without digits. Never who asked, never the time of day.
void-take = Take the numbers
void-csv-districts = CSV by district
void-live = This page can be read in large text and can be printed. It follows the data and stands on the site alone, not in embedded maps and snapshots.
column-step = Code of the step
column-step-name = Step
column-state = State
column-stage-not-stated = Stage not stated
