MATCH (a:Entity {iri: $from})-[r1]-(b:Entity {iri: $to})
WHERE r1.visibility <= $view
RETURN DISTINCT 1 AS hops, CASE startNode(r1) WHEN a THEN "" ELSE "^" END + $properties[type(r1)] AS link1,
  "" AS via1, "" AS name1, "" AS link2, "" AS via2, "" AS name2, "" AS link3
UNION
MATCH (a:Entity {iri: $from})-[r1]-(x:Entity)-[r2]-(b:Entity {iri: $to})
WHERE r1.visibility <= $view AND r2.visibility <= $view AND x <> a AND x <> b
RETURN DISTINCT 2 AS hops, CASE startNode(r1) WHEN a THEN "" ELSE "^" END + $properties[type(r1)] AS link1,
  x.iri AS via1, x.names[$view] AS name1,
  CASE startNode(r2) WHEN x THEN "" ELSE "^" END + $properties[type(r2)] AS link2,
  "" AS via2, "" AS name2, "" AS link3
UNION
MATCH (a:Entity {iri: $from})-[r1]-(x:Entity)-[r2]-(y:Entity)-[r3]-(b:Entity {iri: $to})
WHERE r1.visibility <= $view AND r2.visibility <= $view AND r3.visibility <= $view
  AND x <> a AND x <> b AND y <> a AND y <> b AND x <> y
RETURN DISTINCT 3 AS hops, CASE startNode(r1) WHEN a THEN "" ELSE "^" END + $properties[type(r1)] AS link1,
  x.iri AS via1, x.names[$view] AS name1,
  CASE startNode(r2) WHEN x THEN "" ELSE "^" END + $properties[type(r2)] AS link2,
  y.iri AS via2, y.names[$view] AS name2,
  CASE startNode(r3) WHEN y THEN "" ELSE "^" END + $properties[type(r3)] AS link3
