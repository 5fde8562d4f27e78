SELECT '[' || string_agg(body, ',' ORDER BY n) || ']' FROM (
  SELECT n FROM of_districts WHERE district = :district AND kind = :kind ORDER BY n LIMIT 100
) AS page JOIN features USING (n);
