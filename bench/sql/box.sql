-- Located records first, then those without a position, which a box of OGC API Features does not leave out.
SELECT '[' || string_agg(body, ',' ORDER BY n) || ']' FROM (
  (SELECT n FROM places
   WHERE ST_Intersects(geom, ST_MakeEnvelope(
     :west / 10000.0, :south / 10000.0, :west / 10000.0 + 0.03, :south / 10000.0 + 0.03, 4326))
   ORDER BY n LIMIT 100)
  UNION ALL
  (SELECT n FROM features WHERE n > :located ORDER BY n LIMIT 100)
  ORDER BY n LIMIT 100
) AS page JOIN features USING (n);
