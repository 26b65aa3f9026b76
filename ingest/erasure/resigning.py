"""The signature of a record some of whose words or contacts are gone."""

from hashlib import blake2b

from tisserand.ingest.employers import placed
from tisserand.ingest.resolution.blocking import blocks
from tisserand.ingest.resolution.features import features_of, read_features, write_features
from tisserand.ingest.resolution.shape import Features
from tisserand.ontology.namespaces import place_iri
from tisserand.ontology.records import Record, Signature
from tisserand.reference.places import Gazetteer


def resigned(signature: Signature, record: Record, gazetteer: Gazetteer) -> Signature:
    """The signature with what the record says now; what its row said around it stays."""
    old = read_features(signature.features)
    new = features_of(_where_its_people_are(record, old), gazetteer)
    features = old._replace(
        names=new.names,
        acronyms=new.acronyms,
        towns=new.towns,
        local=new.local,
        zonal=new.zonal,
        street=new.street,
        telephones=new.telephones,
        webs=new.webs,
        emails=new.emails,
    )
    if features == old:
        return signature
    text = write_features(features)
    return Signature(blake2b(text.encode(), digest_size=16).hexdigest(), text, blocks(features))


def _where_its_people_are(record: Record, signed: Features) -> Record:
    """A record that says no place, in the commune that its source's rows of people put it in."""
    if len(signed.communes) != 1:
        return record
    ((commune, _),) = signed.communes
    return placed(record, place_iri("commune", commune))
