-- What was read, and how much of it was found? One row per folder of the archive.
WITH found AS (
  SELECT regexp_replace(d.source, '/?[^/]*$', '') AS folder, count(*) AS documents, sum(d.words)::BIGINT AS words,
         min(d.meeting_date) AS first, max(d.meeting_date) AS last,
         round(100 * avg((coalesce(d.body, d.body_inferred) IS NOT NULL)::INT))::INT AS with_body_percent,
         round(100 * avg((d.meeting_date IS NOT NULL)::INT))::INT AS with_date_percent,
         round(100 * avg((d.document_id IN (SELECT document_id FROM attendance))::INT))::INT AS with_attendance_percent,
         count(*) FILTER (len(d.warnings) > 0) AS with_warnings
  FROM documents d
  GROUP BY 1
), failed AS (
  SELECT regexp_replace(source, '/?[^/]*$', '') AS folder, count(*) AS failed FROM failures GROUP BY 1
)
SELECT folder, coalesce(documents, 0) AS documents, words, first, last, with_body_percent, with_date_percent,
       with_attendance_percent, coalesce(with_warnings, 0) AS with_warnings, coalesce(failed, 0) AS failed
FROM found FULL JOIN failed USING (folder)
ORDER BY folder
