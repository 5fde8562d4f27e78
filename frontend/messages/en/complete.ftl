# A number of records said completely: of what it is made up, its grade, the sentence to cite it.
cite-site = the { $site } of { $city }
cite-at-stage = { $domain } ({ $stage })
cite-listed-in = As of { $date }, { $site } lists in { $name } { $n } platforms and resources ({ $made }). Data version { $version }, { $link }
complete-state = State: { $what } (records)
complete-fold = What each number is made up of, its grade and citation
complete-place = Place · listed
complete-kinds = Kinds
complete-states = States
complete-share = Quotient: { $grade }. { $why }
column-share-grade = Grade of share and quotient
column-share-why = Reason, share and quotient
districts-basis = Below each count: district stated ／ inferred, and whether the count may be quoted.
zones-basis = Below each count: zone stated ／ inferred, and whether the count may be quoted.
gaps-inferred-said = Dashed underline: the district of some is inferred, quote with the note; other numbers may be quoted. Kinds, states and citations are folded below the table.
gaps-cell = District · field · listed
domains-listed = Field · listed
