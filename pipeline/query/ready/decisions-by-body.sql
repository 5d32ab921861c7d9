-- How many decisions did each body make, with what outcome? Formalities are left out.
SELECT coalesce(d.body, d.body_inferred) AS body, year(coalesce(x.date, d.meeting_date)) AS year, x.outcome,
       count(*) AS decisions, count(DISTINCT x.document_id) AS documents
FROM decisions x
JOIN (SELECT DISTINCT ON (document_id) * FROM documents ORDER BY document_id, source) d USING (document_id)
WHERE NOT x.routine
GROUP BY ALL
ORDER BY body NULLS LAST, year NULLS LAST, decisions DESC, x.outcome
