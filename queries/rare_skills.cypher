MATCH (actor:Entity)-[r:HAS_SKILL]->(skill:Skill)
WHERE r.visibility <= $view
  AND ($area IS NULL OR EXISTS {
    MATCH (actor)-[l:LOCATED_IN]->(p:Place) WHERE l.visibility <= $view AND p.iri IN $area
  })
WITH skill, count(DISTINCT actor) AS holders
WHERE holders <= coalesce($maximum, 2)
RETURN skill.iri AS skill, holders
