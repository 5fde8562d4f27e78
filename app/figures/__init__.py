"""A number of records said completely: what it is made up of, its grade by one written rule, the words to cite it."""
