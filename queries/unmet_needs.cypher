MATCH (need:Need)-[r:REQUIRES_SKILL]->(skill:Skill)
WHERE r.visibility <= $view AND NOT EXISTS {
  MATCH (:Entity)-[h:HAS_SKILL]->(held:Skill)
  WHERE h.visibility <= $view AND held.iri IN coalesce($below[skill.iri], [skill.iri])
}
RETURN DISTINCT need.iri AS need, need.names[$view] AS name,
  coalesce(need.gradeAt[$view], "") AS grade, skill.iri AS skill
