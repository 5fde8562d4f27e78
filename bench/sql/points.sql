SELECT ST_AsMVT(p, 'platforms', 4096, 'geom') FROM (
  SELECT id, name, kind, domains, "precision", district_code, zone, geom FROM points
  WHERE column14 = :column AND row14 = :row) AS p;
