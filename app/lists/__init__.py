"""The four lists (四张清单): application scenarios, supporting policies, and how records relate to each other."""
