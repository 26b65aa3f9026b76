MATCH (actor:Entity)-[r:HAS_SKILL]->(skill:Skill)
WHERE r.visibility <= $view AND ($wanted IS NULL OR skill.iri IN $wanted)
UNWIND r.sources AS id
MATCH (source:Source {id: id})
RETURN DISTINCT actor.iri AS actor, actor.names[$view] AS name, skill.iri AS skill,
  source.iri AS source
