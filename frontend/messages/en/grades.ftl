# Grades of records
grade-rule = The grade of a record is high, medium or low, as its editors judge the source. High is possible only where the source has an address that one can open; with a title and a date alone a record is medium at most.
grade-with-address = Its source has an address that one can open
grade-without-address = Its source has no address that one can open, so medium at most
