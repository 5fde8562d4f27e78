"""The void register (空白清单): which field has nothing listed at which step, as numbers, as a table and as an API."""
