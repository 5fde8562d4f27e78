"""How others find the data: DCAT and OGC API – Records for catalogues, sitemap and robots.txt for search engines."""
