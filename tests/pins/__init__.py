"""What must not change while the code moves: answers, map specifications and the words of pages, compared with files.

A pin that changes on purpose is written anew (`python -m tests.support.pins.write`) in the commit that changes it.
"""
