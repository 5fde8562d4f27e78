-- The counts of a facet are those under the other filters: its own one is any (0).
SELECT json_agg(json_build_array(facet, value, n)) FROM (
  SELECT facet, value, n FROM cube
  WHERE kind = :kind AND district = :district AND domain = :domain AND facet NOT IN ('kind', 'district', 'domain')
  UNION ALL
  SELECT facet, value, n FROM cube WHERE kind = 0 AND district = :district AND domain = :domain AND facet = 'kind'
  UNION ALL
  SELECT facet, value, n FROM cube WHERE kind = :kind AND district = 0 AND domain = :domain AND facet = 'district'
  UNION ALL
  SELECT facet, value, n FROM cube WHERE kind = :kind AND district = :district AND domain = 0 AND facet = 'domain'
) AS counts;
