MATCH (grant:Grant)-[r:BENEFICIARY]->(actor:Entity)
WHERE r.visibility <= $view AND ($actor IS NULL OR actor.iri = $actor)
OPTIONAL MATCH (grant)-[f:FUNDER]->(funder:Entity) WHERE f.visibility <= $view
RETURN DISTINCT grant.iri AS grant, grant.names[$view] AS name,
  coalesce(funder.iri, "") AS funder, coalesce(funder.names[$view], "") AS funder_name,
  coalesce(grant.amountAt[$view], "") AS amount, coalesce(grant.yearAt[$view], "") AS year
