SELECT ST_AsMVT(p, 'platforms', 4096, 'geom') FROM (
  SELECT id, name, kind, domains, "precision", district_code, zone, geom FROM points
  WHERE column15 = :column AND row15 = :row) AS p;
