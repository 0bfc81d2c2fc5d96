-- What need no longer be kept, as temporary tables: each holds keys only, and goes with its
-- transaction. Parameters: the day before which each kind of record must have ended.
CREATE TEMP TABLE hold_now ON COMMIT DROP AS
    SELECT h.person_id FROM legal_hold h LEFT JOIN legal_hold_end e ON e.hold_id = h.id
     WHERE e.hold_id IS NULL;

-- A hold without a person is for everybody.
CREATE TEMP TABLE held ON COMMIT DROP AS
    SELECT p.id, p.person_id FROM person p
     WHERE EXISTS (SELECT 1 FROM hold_now h WHERE h.person_id = p.id OR h.person_id IS NULL);

CREATE TEMP TABLE due_name ON COMMIT DROP AS
    SELECT s.entry_id
      FROM log_subject s JOIN log_entry l ON l.id = s.entry_id
     WHERE l.at::date < %(log_names)s
       AND NOT EXISTS (SELECT 1 FROM held WHERE held.person_id = s.person_id)
       AND NOT EXISTS (SELECT 1 FROM hold_now h WHERE h.person_id IS NULL);

CREATE TEMP TABLE due_document ON COMMIT DROP AS
    SELECT d.id, d.replaces_id
      FROM document d
      LEFT JOIN person_now n ON n.person_id = d.person_id
      LEFT JOIN LATERAL (
          SELECT max(on_day) AS last_day,
                 max(on_day) FILTER (WHERE after = ANY(%(ended)s)) AS ended_day
            FROM action a WHERE a.document_id = d.id) done ON true
     WHERE greatest(coalesce(d.valid_until, done.ended_day, n.lost_on), done.last_day)
           < %(documents)s
       AND coalesce(d.valid_until, done.ended_day, n.lost_on) IS NOT NULL
       AND d.person_id NOT IN (SELECT id FROM held);

-- A document that one to be kept refers to is kept with it, and so on along the line.
WITH RECURSIVE needed AS (
    SELECT d.replaces_id AS id FROM document d
     WHERE d.replaces_id IS NOT NULL AND d.id NOT IN (SELECT id FROM due_document)
    UNION
    SELECT d.replaces_id FROM document d JOIN needed USING (id) WHERE d.replaces_id IS NOT NULL)
DELETE FROM due_document WHERE id IN (SELECT id FROM needed);

CREATE TEMP TABLE due_run_people ON COMMIT DROP AS
    SELECT r.id AS run_id
      FROM run r
      JOIN LATERAL (SELECT after, at FROM run_action a WHERE a.run_id = r.id
                     ORDER BY seq DESC LIMIT 1) last ON true
     WHERE last.at::date < %(runs)s AND last.after = ANY(%(over)s)
       AND NOT EXISTS (SELECT 1 FROM hold_now h WHERE h.person_id IS NULL);

-- A run itself goes when nobody of it stays.
CREATE TEMP TABLE due_run ON COMMIT DROP AS
    SELECT run_id AS id FROM due_run_people
     WHERE NOT EXISTS (SELECT 1 FROM document d WHERE d.run_id = due_run_people.run_id
                          AND d.id NOT IN (SELECT id FROM due_document))
       AND NOT EXISTS (SELECT 1 FROM run_person p WHERE p.run_id = due_run_people.run_id
                          AND p.person_id IN (SELECT id FROM held))
       AND NOT EXISTS (SELECT 1 FROM pull p WHERE p.run_id = due_run_people.run_id
                          AND p.person_id IN (SELECT id FROM held))
       AND NOT EXISTS (SELECT 1 FROM stopped_person p WHERE p.run_id = due_run_people.run_id
                          AND p.person_id IN (SELECT id FROM held));

CREATE TEMP TABLE due_person ON COMMIT DROP AS
    SELECT n.person_id AS id
      FROM person_now n
     WHERE n.lost_on < %(people)s
       AND n.person_id NOT IN (SELECT id FROM held)
       AND NOT EXISTS (SELECT 1 FROM document d WHERE d.person_id = n.person_id
                          AND d.id NOT IN (SELECT id FROM due_document))
       AND NOT EXISTS (SELECT 1 FROM run_person p WHERE p.person_id = n.person_id
                          AND p.run_id NOT IN (SELECT run_id FROM due_run_people))
       AND NOT EXISTS (SELECT 1 FROM pull p WHERE p.person_id = n.person_id
                          AND p.run_id NOT IN (SELECT run_id FROM due_run_people))
       AND NOT EXISTS (SELECT 1 FROM stopped_person p WHERE p.person_id = n.person_id
                          AND p.run_id NOT IN (SELECT run_id FROM due_run_people))
