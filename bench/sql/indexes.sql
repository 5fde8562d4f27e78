ALTER TABLE features ADD PRIMARY KEY (n);
CREATE UNIQUE INDEX ON features (id) INCLUDE (n);
ALTER TABLE platforms ADD PRIMARY KEY (id);
CREATE INDEX ON platforms USING gist (geom);
CREATE INDEX ON platforms (district_code, kind, id);

CREATE UNLOGGED TABLE kinds AS
  SELECT row_number() OVER (ORDER BY kind)::int AS number, kind AS code FROM platforms GROUP BY kind;
CREATE UNLOGGED TABLE districts AS
  SELECT row_number() OVER (ORDER BY district_code)::int AS number, district_code AS code
  FROM platforms WHERE district_code IS NOT NULL GROUP BY district_code;
CREATE UNLOGGED TABLE domains AS
  SELECT row_number() OVER (ORDER BY code)::int AS number, code
  FROM (SELECT DISTINCT unnest(string_to_array(domains, ',')) AS code FROM platforms) AS stated;

CREATE UNLOGGED TABLE places AS
  SELECT n, geom, ST_Transform(geom, 3857) AS metric FROM platforms WHERE geom IS NOT NULL ORDER BY ST_GeoHash(geom);
CREATE INDEX ON places USING gist (geom);
CREATE INDEX ON places USING gist (metric);

CREATE UNLOGGED TABLE of_domains AS
  SELECT m.number AS domain, d.number AS district, p.n, p.geom, ST_Transform(p.geom, 3857) AS metric
  FROM platforms AS p CROSS JOIN LATERAL unnest(string_to_array(p.domains, ',')) AS stated (code)
  JOIN domains AS m USING (code) LEFT JOIN districts AS d ON d.code = p.district_code
  ORDER BY m.number, ST_GeoHash(p.geom);
CREATE INDEX ON of_domains USING gist (domain, metric);
CREATE INDEX ON of_domains (domain, n);
CREATE INDEX ON of_domains (domain, district, n);

CREATE UNLOGGED TABLE of_districts AS
  SELECT d.number AS district, k.number AS kind, p.n FROM platforms AS p
  JOIN districts AS d ON d.code = p.district_code JOIN kinds AS k ON k.code = p.kind ORDER BY 1, 2, 3;
CREATE INDEX ON of_districts (district, kind, n);

-- The column and row of zoom 15 that a record lies in: 8 by 8 of them are a tile of zoom 12.
CREATE UNLOGGED TABLE cells AS
  SELECT p.*, floor(across / 8)::int AS column12, floor(down / 8)::int AS row12, floor(across)::int AS "column", floor(down)::int AS row,
    across, down
  FROM platforms AS p CROSS JOIN LATERAL (
    SELECT (ST_X(geom) + 180) / 360 * 32768 AS across,
      (0.5 - ln((1 + sin(radians(ST_Y(geom)))) / (1 - sin(radians(ST_Y(geom))))) / (4 * pi())) * 32768 AS down
  ) AS place WHERE geom IS NOT NULL;

-- Tiles of zoom 12: a point for a cell of zoom 15 with one record, a cluster for one with several.
CREATE UNLOGGED TABLE clusters AS
  SELECT column12, row12, count(*)::int AS count, CASE WHEN min(kind) = max(kind) THEN min(kind) ELSE 'mixed' END AS kind,
    (SELECT string_agg(code, ',') FROM (
      SELECT code FROM unnest(array_agg(district_code)) AS code WHERE code IS NOT NULL
      GROUP BY code ORDER BY count(*) DESC, code LIMIT 2) AS commonest) AS districts,
    min(ST_X(geom)) AS west, min(ST_Y(geom)) AS south, max(ST_X(geom)) AS east, max(ST_Y(geom)) AS north,
    ST_MakePoint(floor((avg(across) / 8 - column12) * 4096), floor((avg(down) / 8 - row12) * 4096)) AS geom
  FROM cells GROUP BY column12, row12, "column", row HAVING count(*) > 1 ORDER BY 1, 2;
CREATE INDEX ON clusters (column12, row12);
CREATE UNLOGGED TABLE single AS
  SELECT min(column12) AS column12, min(row12) AS row12, min(id) AS id, min(name) AS name, min(kind) AS kind,
    min(domains) AS domains, min("precision") AS "precision", min(district_code) AS district_code, min(zone) AS zone,
    ST_MakePoint(floor((min(across) / 8 - min(column12)) * 4096), floor((min(down) / 8 - min(row12)) * 4096)) AS geom
  FROM cells GROUP BY "column", row HAVING count(*) = 1 ORDER BY 1, 2;
CREATE INDEX ON single (column12, row12);

-- Tiles of zoom 15: every record a point. At zoom 14 one of a million would have too many, and has clusters.
CREATE UNLOGGED TABLE points AS
  SELECT "column" AS column15, row AS row15, id, name, kind, domains, "precision", district_code, zone,
    ST_MakePoint(floor((across - "column") * 4096), floor((down - row) * 4096)) AS geom
  FROM cells ORDER BY 1, 2;
CREATE INDEX ON points (column15, row15);
DROP TABLE cells;

-- The numbers of every facet under one kind, district and domain, each of which may be any (0).
CREATE UNLOGGED TABLE stated AS
  SELECT k.number AS kind, COALESCE(d.number, -1) AS district, COALESCE(m.number, -1) AS domain, p.id, p.stages, p.services, p.domains,
    p.lifecycle, p.voucher, p.fund, p.zone, p.district_code, p.kind AS kind_code
  FROM platforms AS p JOIN kinds AS k ON k.code = p.kind LEFT JOIN districts AS d ON d.code = p.district_code
  LEFT JOIN LATERAL unnest(string_to_array(p.domains, ',')) AS of (code) ON true LEFT JOIN domains AS m ON m.code = of.code;
CREATE UNLOGGED TABLE cube (kind int, district int, domain int, facet text, value text, n int);
