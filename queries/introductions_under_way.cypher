MATCH (introduction:Introduction)
WHERE introduction.visibility <= $view
  AND introduction.stateAt[$view] IN ["proposed", "accepted", "met", "cooperation"]
OPTIONAL MATCH (introduction)-[r:INTRODUCES]->(actor:Entity) WHERE r.visibility <= $view
RETURN DISTINCT introduction.iri AS introduction, introduction.names[$view] AS name,
  introduction.stateAt[$view] AS state,
  coalesce(introduction.stateDateAt[$view], "") AS since, coalesce(actor.iri, "") AS actor,
  coalesce(actor.names[$view], "") AS actor_name
