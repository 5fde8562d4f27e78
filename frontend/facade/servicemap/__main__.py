"""The command `servicemap`, also as `python -m servicemap`."""

from app.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()
