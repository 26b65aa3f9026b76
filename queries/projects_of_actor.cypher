CALL () {
  MATCH (actor:Entity)-[r:LEADS]->(project:Project)
  WHERE r.visibility <= $view AND ($actor IS NULL OR actor.iri = $actor)
  RETURN project, "leads" AS part
  UNION
  MATCH (actor:Entity)<-[r:LED_BY]-(project:Project)
  WHERE r.visibility <= $view AND ($actor IS NULL OR actor.iri = $actor)
  RETURN project, "leads" AS part
  UNION
  MATCH (actor:Entity)-[r:TAKES_PART_IN]->(project:Project)
  WHERE r.visibility <= $view AND ($actor IS NULL OR actor.iri = $actor)
  RETURN project, "takesPartIn" AS part
}
RETURN DISTINCT project.iri AS project, project.names[$view] AS name, part,
  coalesce(project.phaseAt[$view], "") AS phase
