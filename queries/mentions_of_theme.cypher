MATCH (thing:Entity)-[r:THEME|REQUIRES_SKILL]->(mark)
WHERE r.visibility <= $view AND ($wanted IS NULL OR mark.iri IN $wanted)
UNWIND [thing.startDateAt[$view], thing.yearAt[$view]] AS date
WITH thing, date WHERE date IS NOT NULL
RETURN DISTINCT left(date, 4) AS year, thing.iri AS thing, thing.names[$view] AS name,
  thing.kinds[$view] AS kind
