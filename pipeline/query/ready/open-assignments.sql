-- Which assignments are open, whose are they, and by when? Those with a date first.
SELECT a.deadline, array_to_string(a.assignees, ', ') AS assignee, coalesce(a.task, a.text) AS task,
       coalesce(d.body, d.body_inferred) AS body, d.source, a.section_number AS item
FROM assignments a
JOIN (SELECT DISTINCT ON (document_id) * FROM documents ORDER BY document_id, source) d USING (document_id)
WHERE a.status = 'open'
ORDER BY a.deadline NULLS LAST, d.meeting_date NULLS LAST, d.source, a.statement_id
