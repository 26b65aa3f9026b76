MATCH (actor:Actor)-[r:LOCATED_IN]->(place:Place)
WHERE r.visibility <= $view AND ($area IS NULL OR place.iri IN $area)
RETURN DISTINCT actor.iri AS actor, actor.names[$view] AS name, actor.kinds[$view] AS kind,
  place.iri AS place
