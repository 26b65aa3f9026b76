MATCH (need:Need)-[r:REQUIRES_SKILL]->(skill:Skill)<-[s:OFFERS_SKILL]-(offer:Offer)
WHERE r.visibility <= $view AND s.visibility <= $view
  AND ($wanted IS NULL OR skill.iri IN $wanted)
RETURN DISTINCT need.iri AS need, need.names[$view] AS need_name, offer.iri AS offer,
  offer.names[$view] AS offer_name, skill.iri AS skill
