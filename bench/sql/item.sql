SELECT body FROM features WHERE id = 'synthetic-' || lpad(CAST(:number AS text), 7, '0');
