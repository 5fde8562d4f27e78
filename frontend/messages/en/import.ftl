# What an import says of a file: what is wrong, what was recognised, and what can be done.
import-unstorable = holds a NUL or half of a surrogate pair, which no text has: take it away
import-turning = holds an invisible character that turns the direction of the text: take it away
import-unknown-column = this column is not known; nearest to it is “{ $like }” ({ $known }): say --column "{ $name }={ $known }" to read it so, or --column "{ $name }=-" to leave it out
import-no-such-column = { $given } names no column as “名称=name_zh”; the columns are { $columns }
import-missing-column = this column is missing
import-column-twice = this column stands there twice
import-two-datums = the datum is not clear: { $datums }
import-no-datum = the file names no coordinate system: give --crs or a column “crs”
import-no-heading = none of its first { $within } rows names the columns, as { $columns } (separated by commas, semicolons or tabs)
import-no-heading-above = { $value } stands in a column without a heading
import-no-csv = is not valid CSV: { $why }
import-long-cell = has a cell of more than { $most } characters
import-too-many-rows = more than { $most } rows
import-long-line = has more than { $most } characters in one line: no row has so many
import-too-many-columns = the heading has more than { $most } columns: delete those that are not needed
import-no-title = stands above the heading and is no title: { $text }
import-cells = has { $cells } cells where the heading has { $width }
import-row-datum = the datum is not clear: the row says { $own }, --crs says { $given }
import-ending = the name must end in { $endings }
import-file-size = larger than { $mib } MiB
import-unknown-datum = { $value } is not one of { $allowed }
import-no-row-datum = a position needs its crs
import-outside = { $position } is outside the city and its waters
import-swapped = { $position } is outside the city and its waters (lon and lat look swapped)
import-needs-lat = a position needs both lon and lat
import-needs-precision = a position needs its precision, and a precision a position
import-needs-district-basis = a district needs a basis (source or inferred), and the reverse
import-needs-zone-basis = a zone needs a basis (source or inferred), and the reverse
import-needs-fund-evidence = yes or no needs the quoted phrase of the source, and the reverse
import-needs-voucher-evidence = yes or no needs the quoted phrase of the source, and the reverse
import-missing = Field required
import-one-of = { $value } is none of { $allowed }
import-no-date = { $value } is no date: YYYY, YYYY-MM or YYYY-MM-DD from { $first } to { $last }
import-date-number = { $value } is a date that was stored as a number; a spreadsheet counts it as { $day }
import-no-address = { $value } is no address of a page: it begins with http:// or https:// and has no blanks
import-no-identifier = { $value } is no identifier: at most 64 letters of English, digits, - and _, the first a letter or digit
import-too-long = has more than { $n } characters
import-too-many-entries = has more than { $n } entries
import-too-short = is empty
import-no-text = Input should be a valid string, not { $value }
import-not-finite = { $value } is no finite number
import-no-number = { $value } is no number of degrees, as 121.4737
import-unknown-code = { $value } is not known (known: { $known })
import-entry-twice = the same entry stands there twice
import-so-many = { $number } rows have a problem: nothing behind row { $last } was read
import-same-id = { $id } stands in more than one row
import-changed-meanwhile = was changed by somebody else while this file was read
import-removed = was removed on { $what }: --restore lists it again
import-workbook-size = is a workbook whose parts are more than { $mib } MiB when unpacked: save the table alone, or as CSV
import-workbook-bomb = is no workbook that a spreadsheet program wrote: { $part } is more than { $times } times as large as it is packed
import-workbook-entities = is no workbook that a spreadsheet program wrote: { $part } declares entities or is not in UTF-8
import-workbook-reach = reaches too far: { $part } has cells up to column { $columns } and row { $rows } ({ $most } columns at most): delete the empty formatted columns and rows, or save it as CSV
import-no-workbook = cannot be read as a workbook ({ $why }): open it and save it as XLSX without a password
import-no-sheet = has no sheet { $sheet }; it has { $sheets }
import-several-sheets = has several sheets or layers with a table: { $sheets }
import-not-encoded = is not { $encoding } text (byte { $byte }): save it as UTF-8, or name its encoding, as --encoding gb18030
import-no-encoding = { $given } is no encoding, as utf-8, gb18030 or utf-16
import-encodings = is not UTF-8 text and may be { $likely }: save it as UTF-8, or name its encoding, as --encoding gb18030
import-encoding-unseen = is not UTF-8 text and is in no encoding that could be recognised: save it as UTF-8, or name its encoding, as --encoding gb18030
import-no-such-way = this cannot be chosen
import-merged = the cells { $cells } are merged across columns: which column the value belongs to is not clear
import-formula = a formula without a stored value, or whose value is an error

# What was recognised.
import-heading-at = is the heading of the table on the sheet “{ $sheet }”
import-note-above = was passed over as a note above the table: { $text }
import-heading-again = repeats the heading and was passed over
import-merged-down = is merged with cells above: the value was taken for this row, too
import-formula-taken = is a formula; its stored value { $value } was taken
import-sheet-unread = the sheet { $sheet } was not read

# What whoever wrote the file can do.
import-do-mend = Correct the cell.
import-do-column = Rename the column as in the template, or say which column it is.
import-do-template = Add the column; the template has all of them.
import-do-fill = Fill in the cell.
import-do-list = Choose one of the listed values.
import-do-date = Write the date as text, as 2025, 2025-03 or 2025-03-15.
import-do-number = Write degrees with a decimal point, as 121.4737.
import-do-place = Compare the position with the address; a position that is not known is left empty.
import-do-swap = Exchange longitude and latitude.
import-do-datum = Say the datum: WGS-84, CGCS2000, GCJ-02 or BD-09.
import-do-formula = Copy the column and paste it as values.
import-do-merged = Undo the merging, and fill in each cell.
import-do-id = Give each record an identifier of its own, which stays the same for ever.
import-do-evidence = Add the words of the source, or leave both empty: not stated.
import-do-meanwhile = Look at what is published now, change the row or take it out, and send the file again.
import-do-restore = Take the row out, or import with --restore.
import-do-characters = Type the text anew.
import-do-shorten = Shorten the text.
import-do-point = Give one point in longitude and latitude.

# On what ground a district or a zone is stated.
import-basis-source = stated by the source
import-basis-inferred = inferred from the position

# The workbook of the problems of a file.
import-faults-sheet = problems
import-faults-title = { $file }: { $n } problems, { $listed } of them below
import-refused = { $file } was refused: { $number ->
    [one] 1 problem
   *[other] { $shown } problems
  }, nothing stored
import-faults-times = Problems
import-faults-first = First rows
import-faults-row = Row
import-faults-column = Column
import-faults-value = Value
import-faults-reason = What is wrong
import-faults-do = What to do
import-faults-rows = rows to mend
import-crs = Coordinate system
import-faults-number = Row in the file

# What is worth a second look.
import-twin = { $name } may stand there already: { $other } ({ $id }) is { $metres } m away and has a like name
import-elsewhere = the position is { $metres } m outside { $district }, which the row states
import-at-sea = the position lies in the water, more than { $metres } m from every district
import-too-exact = the position claims to be that of an address, and the address names no door
import-crowded = { $n } new records have more than { $most } others within 300 m: each was compared with { $most } of them
import-not-compared = { $n } new records were not compared with their neighbours ({ $most } at most)

# Where the points of a file without a datum would fall.
import-datum-title = The file does not say in which coordinate system its { $n } positions are. Nothing is guessed: a wrong choice is off by hundreds of metres. Say one:
import-datum-example = Row { $row } { $name } names { $place } (± { $accuracy } m).
import-datum-metres = { $metres } m from there
import-datum-median = places named in the rows: { $metres } m off in the middle of { $n }
import-datum-inside = { $inside } of { $declared } in the district they state
import-datum-outside = { $n } outside the city
import-datum-nothing = nothing in the rows tells where they should be
import-datum-wgs84 = WGS-84: satellite positioning, this map
import-datum-cgcs2000 = CGCS2000: surveys and Tianditu; the same as WGS-84 to less than 1 m
import-datum-gcj02 = GCJ-02: AMap, Tencent
import-datum-bd09 = BD-09: Baidu

# GeoPackage, and geometries of other formats.
import-no-geopackage = cannot be read as a GeoPackage ({ $why })
import-not-geopackage = is no GeoPackage, whatever its name says: save the layer as one
import-too-many-layers = has more than { $most } layers: save the one that is meant alone
import-no-layer = has no layer { $layer }; it has { $layers }: say --sheet
import-layer-view = { $layer } is a view, or has computed columns: save it as a plain table
import-layer-unread = the layer { $layer } was not read
import-layer-crs = is in { $crs }: save it in degrees, as EPSG:4326 (WGS-84) or EPSG:4490 (CGCS2000)
import-layer-datums = the datum is not clear: the layer says { $own }, --crs says { $given }; a layer in GCJ-02 or BD-09 is saved without a coordinate system, or as CSV
import-bytes = holds bytes and no text
import-no-geometry = its geometry cannot be read
import-polygon = a platform is one point, and this is a { $kind }
import-height = the point has a height, which a platform has not
import-no-finite-point = the point has a coordinate that is no finite number

# Positions by addresses, and records that a source no longer holds.
import-located = the position was found by the address ({ $by }: { $level }) and is kept as { $precision }
import-mobile-number = it holds a mobile number, which is personal data: its four middle digits are kept as ****. Give a landline or a site instead
import-service-stopped = the service of addresses gave no more positions: { $why }

# The verdict of an import.
import-verdict-counts = { $dry ->
    [yes] Would be
   *[no] Now
 }: { $added } added, { $changed } changed, { $unchanged } unchanged.
import-verdict-bad = Left out, { $rows ->
    [one] 1 row
   *[other] { $rows } rows
 } with { $problems ->
    [one] 1 problem
   *[other] { $problems } problems
 }:
import-verdict-look = Worth a second look, nothing is held up ({ $n }):
import-verdict-stale = No longer in this file of their source, marked: { $n } (servicemap stale).
import-verdict-row = Row { $row }
import-verdict-file = The file

# What else the command says.
import-clears = The file names no columns for facts that are listed now. It would clear: { $cleared }. Nothing was stored. Add these columns (servicemap export writes a file that has them all), or say --replace to clear the facts.
import-clears-one = { $column } of { $first }{ $more ->
    [0] {""}
   *[other] {" "}and { $more } more
}
import-verdict-cleared = { $dry ->
    [yes] Would be
   *[no] Now
 } cleared: { $cleared }.
import-verdict-lowered = { $dry ->
    [yes] Would be
   *[no] Now
 } of grade medium, not high: { $n }. High is for records with a source_url: an address that a reader can open.
import-verdict-version = Data version: { $version }
import-verdict-written = The problems are written to { $file }.
import-verdict-encoding = The file was read as { $encoding }. If its names look wrong, say --encoding.
import-stale-source = --stale wants --source: only records of the same source can be missed.
import-property = this property is not known
