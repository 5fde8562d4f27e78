-- 40 candidates in the plane of EPSG:3857, the 20 nearest of them on the spheroid.
SELECT '[' || string_agg(body, ',' ORDER BY metres, n) || ']', array_agg(round(CAST(metres AS numeric), 1) ORDER BY metres, n) FROM (
  SELECT n, ST_Distance(CAST(geom AS geography), CAST(ST_MakePoint(:west / 10000.0, :south / 10000.0) AS geography)) AS metres FROM (
    SELECT n, geom FROM places
    ORDER BY metric <-> ST_Transform(ST_SetSRID(ST_MakePoint(:west / 10000.0, :south / 10000.0), 4326), 3857) LIMIT 40
  ) AS candidates ORDER BY metres, n LIMIT 20
) AS page JOIN features USING (n);
