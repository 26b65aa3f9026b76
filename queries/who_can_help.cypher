CALL () {
  MATCH (actor:Entity)-[r:HAS_SKILL]->(skill:Skill)
  WHERE r.visibility <= $view
  RETURN actor, skill, "hasSkill" AS how
  UNION
  MATCH (actor:Entity)-[r:OFFERS]->(:Entity)-[s:OFFERS_SKILL]->(skill:Skill)
  WHERE r.visibility <= $view AND s.visibility <= $view
  RETURN actor, skill, "offers" AS how
  UNION
  MATCH (actor:Entity)<-[r:OFFERED_BY]-(:Entity)-[s:OFFERS_SKILL]->(skill:Skill)
  WHERE r.visibility <= $view AND s.visibility <= $view
  RETURN actor, skill, "offers" AS how
}
WITH actor, skill, how
WHERE ($wanted IS NULL OR skill.iri IN $wanted)
  AND ($area IS NULL OR EXISTS {
    MATCH (actor)-[l:LOCATED_IN]->(p:Place) WHERE l.visibility <= $view AND p.iri IN $area
  })
RETURN DISTINCT actor.iri AS actor, actor.names[$view] AS name, actor.kinds[$view] AS kind,
  skill.iri AS skill, how
