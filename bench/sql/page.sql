SELECT '[' || string_agg(body, ',' ORDER BY n) || ']'
FROM features WHERE n > :page * 100 AND n <= :page * 100 + 100;
