-- The index by which people are found. A register filled anew is faster without it; the everyday
-- role, which owns no table, takes it away and makes it again by these.
CREATE FUNCTION search_emptied() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DROP INDEX IF EXISTS person_search_grams, person_search_birth, person_search_municipality;
    TRUNCATE person_search;
END $$;

CREATE FUNCTION search_indexed() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
    SET maintenance_work_mem = '512MB' AS $$
BEGIN
    CREATE INDEX person_search_grams ON person_search USING gin (grams)
        WITH (gin_pending_list_limit = 1024);
    CREATE INDEX person_search_birth ON person_search (birth_date);
    CREATE INDEX person_search_municipality ON person_search (municipality_code);
    ANALYZE person_search;
END $$;

CREATE INDEX person_search_grams ON person_search USING gin (grams)
    WITH (gin_pending_list_limit = 1024);
