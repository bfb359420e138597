-- Gives the instruments that are there the name that new ones get by trigger, a few thousand in
-- each transaction: nobody waits long for any of them. Used by the migration only.
DO $$
DECLARE
    place bigint := 0;
    last bigint;
BEGIN
    LOOP
        SELECT max(id) INTO last
        FROM (SELECT id FROM equipment WHERE id > place ORDER BY id LIMIT 5000) AS few;
        EXIT WHEN last IS NULL;
        UPDATE equipment SET company_name = '' WHERE id > place AND id <= last;
        COMMIT;
        place := last;
    END LOOP;
END
$$;

-- undo
SELECT 'The column goes with its migration.';
