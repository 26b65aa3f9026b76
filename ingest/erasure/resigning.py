"""The signature of a record some of whose words or contacts are gone."""

from hashlib import blake2b

from tisserand.ingest.resolution.blocking import blocks
from tisserand.ingest.resolution.features import features_of, read_features, write_features
from tisserand.ontology.records import Record, Signature
from tisserand.reference.places import Gazetteer


def resigned(signature: Signature, record: Record, gazetteer: Gazetteer) -> Signature:
    """The signature with what the record says now; what its row said around it stays."""
    old, new = read_features(signature.features), features_of(record, gazetteer)
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
