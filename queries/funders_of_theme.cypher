CALL () {
  MATCH (grant:Grant)-[t:THEME]->(theme:Theme)
  WHERE t.visibility <= $view
  RETURN grant, theme
  UNION
  MATCH (grant:Grant)-[f:FUNDS|SCHEME]->(:Entity)-[t:THEME]->(theme:Theme)
  WHERE f.visibility <= $view AND t.visibility <= $view
  RETURN grant, theme
}
WITH grant, theme WHERE $wanted IS NULL OR theme.iri IN $wanted
MATCH (grant)-[r:FUNDER]->(funder:Entity) WHERE r.visibility <= $view
WITH DISTINCT funder, grant
RETURN funder.iri AS funder, funder.names[$view] AS name, count(grant) AS grants,
  sum(coalesce(toFloat(grant.amountAt[$view]), 0.0)) AS total
