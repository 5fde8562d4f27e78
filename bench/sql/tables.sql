-- What the best SQL reads: the records' texts, and narrow tables in the order in which each request reads them.
-- `n` is a record's place in the usual order of the list; domains, districts and kinds are numbers from 1.
CREATE EXTENSION IF NOT EXISTS btree_gist;
DROP TABLE IF EXISTS features, platforms, kinds, districts, domains, places, of_domains, of_districts, clusters, single,
  points, cube;

-- All records with their answers as text.
CREATE UNLOGGED TABLE features (n int, id text, body text);
-- All facts in one flat table, as the peers read it.
CREATE UNLOGGED TABLE platforms (
  n int, id text, kind text, name text, domains text, "precision" text, district_code text, zone text,
  stages text, services text, lifecycle text, voucher text, fund text, geom geometry(Point, 4326), facts json
);
