-- Used by tasks: whoever it is assigned to, and whoever made it, has an account.
ALTER TABLE tasks
    ADD CONSTRAINT tasks_assignee_known FOREIGN KEY (assignee_id) REFERENCES users (id),
    ADD CONSTRAINT tasks_author_known FOREIGN KEY (created_by_id) REFERENCES users (id);

-- Search of tasks by any part of a word; see equipment/sql/0004_search.sql.
CREATE FUNCTION task_text(title text, text text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT title || ' ' || text $$;
CREATE INDEX idx_tasks_text ON tasks USING gin (task_text(title, text) gin_trgm_ops);
COMMENT ON INDEX idx_tasks_text IS 'TaskQuerySet.matching';

-- undo
DROP INDEX idx_tasks_text;
DROP FUNCTION task_text(text, text);
ALTER TABLE tasks DROP CONSTRAINT tasks_author_known, DROP CONSTRAINT tasks_assignee_known;
