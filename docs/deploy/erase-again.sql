-- After a restore: erases again what was erased since the dump was made, from a copy of the list of erasures.
-- psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -1 -f docs/deploy/erase-again.sql < erasures.copy
CREATE TEMP TABLE late (LIKE erasures) ON COMMIT DROP;
\copy late from pstdin

INSERT INTO erasures SELECT * FROM late ON CONFLICT DO NOTHING;

-- Whole takes: without their key nothing of them opens; the server removes the files when it starts.
DELETE FROM keys USING late WHERE late.kind = 'take' AND keys.interview_id = late.subject_id;
UPDATE takes SET state = 'erasing', ended_at = coalesce(ended_at, greatest(late.at, opened_at)), manifest_sealed = NULL,
  reason = NULL, progress = 0, version = version + 1
FROM late
WHERE late.kind = 'take' AND takes.interview_id = late.subject_id AND state NOT IN ('erasing', 'erased');

-- Single tracks, as of who withdrew: the take is finished again without them.
WITH gone AS (
  UPDATE tracks SET deleted_at = late.at FROM late
  WHERE late.kind = 'track' AND tracks.id = late.subject_id AND deleted_at IS NULL RETURNING interview_id
)
UPDATE takes SET rendering = rendering + 1, reason = NULL, progress = 0, version = version + 1,
  state = CASE WHEN state IN ('stored', 'broken') THEN 'finishing' ELSE state END
WHERE interview_id IN (SELECT interview_id FROM gone) AND state IN ('recording', 'finishing', 'stored', 'broken');
