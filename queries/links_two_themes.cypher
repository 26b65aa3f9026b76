CALL () {
  MATCH (actor:Actor)-[r:HAS_SKILL|THEME]->(mark:Entity|Skill|Theme)
  WHERE r.visibility <= $view
  RETURN actor, mark.iri AS mark
  UNION
  MATCH (actor:Actor)-[r:LEADS|TAKES_PART_IN]->(:Entity)-[t:THEME]->(mark:Theme)
  WHERE r.visibility <= $view AND t.visibility <= $view
  RETURN actor, mark.iri AS mark
  UNION
  MATCH (actor:Actor)<-[r:LED_BY]-(:Entity)-[t:THEME]->(mark:Theme)
  WHERE r.visibility <= $view AND t.visibility <= $view
  RETURN actor, mark.iri AS mark
}
WITH actor, collect(mark) AS marks
WHERE actor.visibility <= $view
  AND any(mark IN marks WHERE $first IS NULL OR mark IN $first)
  AND any(mark IN marks WHERE $second IS NULL OR mark IN $second)
RETURN DISTINCT actor.iri AS actor, actor.names[$view] AS name, actor.kinds[$view] AS kind
