MATCH (scheme:FundingScheme)
WHERE scheme.visibility <= $view
  AND ($wanted IS NULL OR EXISTS {
    MATCH (scheme)-[t:THEME]->(theme:Theme) WHERE t.visibility <= $view AND theme.iri IN $wanted
  })
WITH scheme, scheme.opensOnAt[$view] AS opens, scheme.closesOnAt[$view] AS closes
WHERE (opens IS NULL OR opens <= left($day, size(opens)))
  AND (closes IS NULL OR closes >= left($day, size(closes)))
OPTIONAL MATCH (scheme)-[f:FUNDER]->(funder:Entity) WHERE f.visibility <= $view
RETURN DISTINCT scheme.iri AS scheme, scheme.names[$view] AS name,
  coalesce(scheme.fundingKindAt[$view], "") AS kind, coalesce(opens, "") AS opens,
  coalesce(closes, "") AS closes, coalesce(funder.names[$view], "") AS funder_name
