WITH [
  "acronym", "activityCode", "address", "amount", "budget", "closesOn", "dissolvedOn",
  "endDate", "familyName", "foundedOn", "fundingKind", "givenName", "grade", "grantedOn",
  "helpKind", "legalForm", "maximumAmount", "number", "openingHours", "opensOn", "phase",
  "population", "postcode", "rna", "roleTitle", "siren", "startDate", "state", "stateDate",
  "year"
] AS functional, ["amount", "budget", "maximumAmount"] AS amounts
MATCH (entity:Entity)
WHERE entity.visibility <= $view AND ($wanted IS NULL OR entity.iri = $wanted)
UNWIND range(0, size(entity.factProperties) - 1) AS i
WITH entity, amounts, functional, i, entity.factProperties[i] AS property
WHERE entity.factVisibilities[i] <= $view AND property IN functional
WITH entity, property, entity.factSources[i] AS sources, CASE
  WHEN property IN amounts THEN toString(toFloat(entity.factValues[i]))
  ELSE entity.factValues[i] END AS value
WITH entity, property, collect({value: value, sources: sources}) AS said,
  count(DISTINCT value) AS values
WHERE values > 1
UNWIND said AS one
UNWIND split(one.sources, " ") AS id
MATCH (source:Source {id: id})
RETURN DISTINCT entity.iri AS entity, entity.names[$view] AS name, property, one.value AS value,
  source.iri AS source
