MATCH (record:Record)-[:DESCRIBES]->(entity:Entity)
WHERE record.visibility <= $view AND ($entity IS NULL OR entity.iri = $entity)
MATCH (record)-[:FROM]->(source:Source)
RETURN DISTINCT source.iri AS source, source.title AS title, record.key AS record,
  record.file AS file, coalesce(record.sheet, "") AS sheet, record.row AS row
