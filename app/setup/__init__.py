"""What `./run` and `./test` do before the virtual environment exists. Standard library only."""
