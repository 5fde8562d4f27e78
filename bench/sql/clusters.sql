SELECT
  (SELECT COALESCE(ST_AsMVT(s, 'platforms', 4096, 'geom'), '') FROM (
    SELECT id, name, kind, domains, "precision", district_code, zone, geom FROM single
    WHERE column12 = :column AND row12 = :row) AS s)
  || (SELECT COALESCE(ST_AsMVT(c, 'clusters', 4096, 'geom'), '') FROM (
    SELECT count, kind, districts, west, south, east, north, geom FROM clusters
    WHERE column12 = :column AND row12 = :row) AS c);
