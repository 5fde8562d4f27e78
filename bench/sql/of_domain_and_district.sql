SELECT '[' || string_agg(body, ',' ORDER BY n) || ']' FROM (
  SELECT n FROM of_domains WHERE domain = :domain AND district = :district ORDER BY n LIMIT 100
) AS page JOIN features USING (n);
