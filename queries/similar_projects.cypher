MATCH (given:Project)-[r:THEME|REQUIRES_SKILL]->(mark)<-[s:THEME|REQUIRES_SKILL]-(project:Project)
WHERE r.visibility <= $view AND s.visibility <= $view AND project <> given
  AND ($given IS NULL OR given.iri = $given)
RETURN project.iri AS project, project.names[$view] AS name,
  coalesce(project.phaseAt[$view], "") AS phase, count(DISTINCT mark) AS shared
