CALL () {
  MATCH (need:Need)-[n:NEEDED_BY]->(actor:Entity) WHERE n.visibility <= $view
  RETURN need, actor
  UNION
  MATCH (need:Need)<-[s:SEEKS]-(actor:Entity) WHERE s.visibility <= $view
  RETURN need, actor
}
MATCH (need)-[r:REQUIRES_SKILL]->(skill:Skill), (actor)-[l:LOCATED_IN]->(place:Place)
WHERE r.visibility <= $view AND l.visibility <= $view
  AND ($area IS NULL OR place.iri IN $area)
  AND NOT EXISTS {
    MATCH (place)<-[t:LOCATED_IN]-(:Entity)-[h:HAS_SKILL]->(held:Skill)
    WHERE t.visibility <= $view AND h.visibility <= $view
      AND held.iri IN coalesce($below[skill.iri], [skill.iri])
  }
RETURN place.iri AS place, skill.iri AS skill, count(DISTINCT need) AS needs
