-- Who took part, in which bodies and roles, how often, and from when to when?
-- An id is a key of the name: two people of one name share it.
SELECT max(a.name) AS name, a.person_id, count(DISTINCT a.document_id) FILTER (a.status = 'present') AS present,
       count(DISTINCT a.document_id) FILTER (a.status = 'absent') AS absent,
       string_agg(DISTINCT coalesce(d.body, d.body_inferred), '; ' ORDER BY coalesce(d.body, d.body_inferred)) AS bodies,
       string_agg(DISTINCT a.role, '; ' ORDER BY a.role) AS roles, max(a.party) AS party,
       min(d.meeting_date) AS first, max(d.meeting_date) AS last
FROM attendance a
JOIN (SELECT DISTINCT ON (document_id) * FROM documents ORDER BY document_id, source) d USING (document_id)
WHERE a.name IS NOT NULL
GROUP BY a.person_id, CASE WHEN a.person_id IS NULL THEN a.name END
ORDER BY present DESC, name
