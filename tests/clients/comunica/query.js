// Asks a SPARQL endpoint a SELECT query through Comunica; one JSON object of variables a line.
// Usage: node query.js ENDPOINT QUERY [TOKEN]
import { createRequire } from "node:module";
import { join } from "node:path";

const [endpoint, query, token] = process.argv.slice(2);
const installed = createRequire(join(process.env.COMUNICA, "package.json"));
const { QueryEngine } = installed("@comunica/query-sparql");

const authorised = (address, options = {}) => {
  const headers = new Headers(options.headers);
  if (token) headers.set("Authorization", `Bearer ${token}`);
  return fetch(address, { ...options, headers });
};
const bindings = await new QueryEngine().queryBindings(query, {
  sources: [{ type: "sparql", value: endpoint }],
  fetch: authorised,
});
for await (const binding of bindings) {
  const row = Object.fromEntries([...binding].map(([name, term]) => [name.value, term.value]));
  console.log(JSON.stringify(row));
}
