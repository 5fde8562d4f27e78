"""The pages of the four lists (四张清单), of cases, events and the glossary."""
