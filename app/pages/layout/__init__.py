"""The document around every page: head, header, paper, footer, and what it is called."""
