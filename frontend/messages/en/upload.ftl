# The pages on which tables are imported.
steward-import = Import
upload-title = Import a table
upload-said = Send a file and see first what was read and what is wrong; good rows become drafts, which are public once somebody else reviewed them.
upload-file = File (XLSX, CSV, GeoJSON or GeoPackage, at most { $mib } MiB)
upload-read = Read the file
upload-nothing-yet = Nothing has been changed yet.
upload-help = Prepare a table
upload-template = Template (XLSX, with drop-down lists, an example and what each column is for)
upload-dictionary = What each column means, and downloads
upload-own = The records of my district (XLSX): change them there and send the file back
upload-mine = My files
upload-mine-said = Kept for 7 days, then deleted; drafts stay
upload-size = { $kib } KiB
upload-steps = Steps
upload-step-file = Choose a file
upload-step-columns = Columns and datum
upload-step-check = Check
upload-step-review = Send for review
upload-state-reading = Being read
upload-state-columns = To be said how it is read
upload-state-datum = Datum to be chosen
upload-state-refused = No good row
upload-state-checked = Checked
upload-state-loading = Being loaded
upload-state-loaded = Loaded
upload-state-broken = Broke off
upload-state-discarded = Deleted
upload-choose-file = Choose a file first.
upload-too-large = The file has more than { $mib } MiB: split it, or save the table alone.
upload-not-taken = It was not taken: { $why }
import-too-many-uploads = you keep { $most } files already: delete those that you need no more; each goes by itself after seven days
import-empty-file = the file is empty
import-foreign = this record is not yours to keep
import-foreign-now = this record is listed in another district now
import-do-foreign = Pass it on to whoever keeps that district, or take the row out.
upload-working-reading = Reading
upload-working-loading = Loading
upload-working-said = You may close this page, the work goes on; if it breaks off, the data are as before.
upload-rows-so-far = { $n ->
    [one] 1 row read
   *[other] { $n } rows read
}
upload-refresh = Refresh
upload-cancel = Stop and delete this file
upload-interrupted = The work broke off and nothing was stored. Read the file again.
upload-again = Read it again
upload-discard = Delete this file
upload-gone = This file was deleted; the drafts that came of it are in your to-do list.
upload-ended = What read this file was ended unexpectedly. Nothing was stored: read it again and, where that fails, too, split the file.
upload-too-long = Reading this file took too long and was ended. Nothing was stored: split the file.
upload-too-much-memory = This file takes too much memory. Nothing was stored: split it, or save it as CSV.
upload-disk-full = The server's disk is full. Nothing was stored: tell the administrator, and read it again once there is room.
upload-database-away = The database did not answer. Nothing was stored: read it again in a while.
upload-changed-meanwhile = Somebody published while the file was read. Nothing was stored: read it again.
upload-not-whole = Some rows have a problem and “all or nothing” was chosen, so that nothing was stored.
upload-columns-title = What are these columns?
upload-columns-said = { $n } columns, { $known } are known; say what the others are, or leave them out.
upload-columns = Columns
upload-columns-where = left: the file; right: facts of this map
upload-column-file = Column of the file
upload-column-values = First two values
upload-column-as = Read as
upload-column-known = known
upload-column-choose = Choose…
upload-column-none = Leave it out
upload-column-please = please choose
upload-columns-missing = Compulsory columns are missing: { $columns }
upload-columns-open = Some columns are not named yet: choose for each, or leave it out.
upload-columns-twice = Two columns are read as the same: { $columns }
upload-columns-kept = It holds for this file alone.
upload-continue = Continue
upload-datum-title = In which datum are the positions?
upload-datum-said = { $n ->
    [one] The file does not say in which datum the position of 1 row is. Choose one.
   *[other] The file does not say in which datum the positions of { $n } rows are. Choose one.
}
upload-datum-where = Where row { $row } would fall
upload-datum-first = Where the first row with a position would fall
upload-datum-not-guessed = Nothing is preset or guessed: the wrong choice is off by hundreds of metres. If in doubt, ask whoever made the table.
upload-datum-choose = Choose a datum first.
upload-datum-map = The same position read in the four datums: { $places }
upload-datum-place = { $name } (name of a place, ± { $metres } m)
upload-datum-use = Read it so and continue
upload-scale = { $metres } m
upload-file-how = How the file is read
upload-sheet = Sheet or layer
upload-encoding = Encoding
upload-encoding-own = as the file says, or as recognised
upload-encoding-seen = as recognised: { $name }
upload-encoding-utf-8 = UTF-8
upload-encoding-gb18030 = GB18030 (also GBK, GB 2312: simplified Chinese)
upload-encoding-big5 = Big5 (traditional Chinese)
upload-encoding-cp1252 = Windows-1252 (Western European)
upload-encoding-utf-16-le = UTF-16 (little-endian)
upload-encoding-utf-16-be = UTF-16 (big-endian)
upload-source = Whose table this is (optional, for example “Minhang science commission”)
upload-source-said = Give the same name each time: then the next file of this source shows which records it no longer holds.
upload-encoding-title = In which encoding is the file?
upload-encoding-said = Choose the one in which the rows read right. It holds for this file, up to the loading.
upload-sheet-title = Which sheet is the table?
upload-sheet-said = One sheet is read at a time. To read another one, send the file again.
upload-way-use = Read it so and continue
upload-way-choose = Choose one first.
upload-not-encoded = The file is no { $encoding } text (byte { $byte } does not fit). Choose another encoding, or save it as UTF-8.
upload-encodings = The file is not UTF-8 text and may be { $likely }.
upload-encoding-unseen = The file is not UTF-8 text, and its encoding was not recognised.
upload-no-layer = The file has no layer { $layer }; it has { $layers }.
upload-missing = { $n ->
    [0] Nothing is missing in this file
    [one] 1 record is no longer in this file
   *[other] { $n } records are no longer in this file
}
upload-missing-said = { $n ->
    [0] Of your records, none that an earlier file of “{ $source }” held is missing. A first file is compared with nothing.
   *[other] Earlier files of “{ $source }” held them. They stay listed, with all their facts; nothing is deleted.
}
upload-missing-more = and { $n } more
upload-mark = { $n ->
    [one] Mark this record: no longer in its source
   *[other] Mark these { $n } records: no longer in their source
}
upload-mark-said = It stands in the to-do list then, until somebody confirms it, takes it out, or a file of this source holds it again. The public sees no change, and nothing is deleted.
upload-note = Note what this file holds
upload-note-said = No fact changes. The next file of this source is compared with it.
upload-marked = { $n ->
    [one] 1 record was marked: no longer in its source.
   *[other] { $n } records were marked: no longer in their source.
}
upload-marked-way = See them in the to-do list
upload-refused-title = { $n ->
    [one] No row can be loaded: 1 problem
   *[other] No row can be loaded: { $n } problems
}
upload-refused-said = Nothing was stored. Mend the file and send it again.
upload-checked-title = Check: { $good ->
    [0] nothing to load
   *[other] { $good } can be loaded
}, { $bad ->
    [one] 1 row has a problem
   *[other] { $bad } rows have a problem
}
upload-checked-fine = { $good ->
    [one] Check: 1 row can be loaded, nothing is wrong
   *[other] Check: { $good } rows can be loaded, nothing is wrong
}
upload-checked-nothing = Check: nothing to load, and nothing is wrong
upload-faults-file = Download an XLSX with the cells marked
upload-faults = { $n ->
    [one] 1 row with a problem
   *[other] { $n } rows with a problem
}
upload-faults-file-only = What is wrong with the file
upload-do-file = Mend the file, or save it anew, and send it again.
upload-faults-said = cannot be loaded before they are mended
upload-faults-more = { $listed } of { $n } are listed here; the others stand in the XLSX
upload-place = Row { $row }
upload-place-file = The file
upload-value = It says:
upload-kinds = By kind
upload-kinds-rows = Number
upload-warnings = Worth a second look: { $n }
upload-warnings-said = nothing is held up
upload-notes = What was recognised
upload-rows = The first { $listed } rows
upload-rows-all = { $n ->
    [one] 1 row
   *[other] All { $n } rows
}
upload-rows-said = new { $added } · changed { $changed } · unchanged { $unchanged } · wrong { $bad }
upload-rows-drafted = { $n ->
    [one] 1 of them is the same as a draft of yours
   *[other] { $n } of them are the same as drafts of yours
}
upload-row = Row
upload-row-name = Name
upload-row-what = What becomes of it
upload-row-fields = Facts
upload-what-added = new
upload-what-changed = changed
upload-what-unchanged = unchanged
upload-what-drafted = a draft already
upload-what-bad = wrong
upload-how = How to load it
upload-how-good = { $n ->
    [one] Load the good row
   *[other] Load the { $n } good rows
}
upload-how-good-said = { $bad ->
    [one] 1 row stays out; mend it and send it again.
   *[other] { $bad } rows stay out; mend them and send them again.
}
upload-how-whole = All or nothing
upload-how-whole-said = If one row has a problem nothing is loaded.
upload-why = Why (required; public: no names of persons, no telephone numbers)
upload-why-usual = According to “{ $file }”
upload-load = { $n ->
    [one] Load 1 row as a draft
   *[other] Load { $n } rows as drafts
}
upload-load-empty = There is nothing to load: the table has no row below its heading.
upload-load-nothing = There is nothing to load: these rows are listed as they are, or are drafts of yours.
upload-load-said = They become drafts, public once somebody else reviewed them. Loading the same file again adds nothing.
upload-loaded-title = { $n ->
    [one] 1 row was loaded as a draft
   *[other] { $n } rows were loaded as drafts
}
upload-loaded-none = There are no new drafts
upload-loaded-said = Only you and reviewers see them. Look at them, then send them for review together.
upload-loaded-bad = { $n ->
    [one] 1 row was left out: mend the XLSX with the cells marked, and send that.
   *[other] { $n } rows were left out: mend the XLSX with the cells marked, and send that.
}
upload-drafts = Drafts of this file
upload-drafts-more = and { $n } more
upload-submit = Send all for review ({ $n })
upload-submitted = All were sent for review.
upload-log = Files that were sent
upload-log-said = Who sent what and when; a file is deleted after 7 days, this line stays
upload-unknown-column = this column is not known; nearest to it is “{ $like }” ({ $known })
upload-removed = was taken out on { $what }
upload-do-removed = Take the row out. If it shall be listed again, ask an editor.
upload-row-datum = the datum is not clear: the row says { $own }, for the file { $given } was chosen
upload-no-datum = the file names no datum
upload-lon = Longitude
upload-lat = Latitude
