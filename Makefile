# Names for those who are used to make; the work is done by ./run and ./test.
.PHONY: run test

run:
	./run

test:
	./test
