/** What the explorer asks of the API. */

export interface Network {
  total: number;
  communities: string[];
  ties?: number | null;
  nodes: {
    key: string[];
    name: string[];
    kind: string[];
    community: number[];
    degree: number[];
    x: number[];
    y: number[];
  };
  edges: { source: number[]; target: number[]; weight: number[] };
}

export interface Found {
  iri: string;
  name: string;
  kind: string;
  place: { name: string } | null;
}

const ACTORS = [
  "Association", "Company", "Cooperative", "Organization", "PublicBody", "School", "Incubator",
  "Cluster", "Community", "Site", "ThirdPlace", "Person",
];

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${path}`);
  return (await answer.json()) as T;
}

export function network(limit: number): Promise<Network> {
  return read(`/api/v1/network?limit=${limit}`);
}

export function around(key: string, limit: number): Promise<Network> {
  return read(`/api/v1/network?around=${encodeURIComponent(key)}&limit=${limit}`);
}

export function search(words: string): Promise<Found[]> {
  const kinds = ACTORS.map((kind) => `&kind=${kind}`).join("");
  return read(`/api/v1/entities?q=${encodeURIComponent(words)}&limit=12${kinds}`);
}

export function keyOf(iri: string): string {
  return iri.slice(iri.lastIndexOf("/") + 1);
}
