-- The life of a document, held by the database: every action follows the one before it, and
-- every step is in the table of allowed steps. No gap, no fork, no forbidden step can be stored.
ALTER TABLE action
    ADD COLUMN prior smallint GENERATED ALWAYS AS (CASE WHEN seq > 1 THEN seq - 1 END) STORED,
    ADD CONSTRAINT action_state UNIQUE (document_id, seq, after),
    ADD CONSTRAINT action_follows FOREIGN KEY (document_id, prior, before)
        REFERENCES action (document_id, seq, after),
    ADD CONSTRAINT action_allowed FOREIGN KEY (before, step, after)
        REFERENCES allowed (before, step, after);

ALTER TABLE run_action
    ADD COLUMN prior smallint GENERATED ALWAYS AS (CASE WHEN seq > 1 THEN seq - 1 END) STORED,
    ADD CONSTRAINT run_action_state UNIQUE (run_id, seq, after),
    ADD CONSTRAINT run_action_follows FOREIGN KEY (run_id, prior, before)
        REFERENCES run_action (run_id, seq, after),
    ADD CONSTRAINT run_action_allowed FOREIGN KEY (before, step, after)
        REFERENCES run_allowed (before, step, after),
    -- Who planned stands beside who acts, so that a check can compare the two.
    ADD CONSTRAINT run_action_planner FOREIGN KEY (run_id, planned_by)
        REFERENCES run (id, planned_by);
