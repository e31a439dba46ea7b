// Asks comunica. Standard input: {"data": N-Triples, "queries": {name: SPARQL}};
// standard output: {name: [{column: {"value": text, "datatype": IRI}, ...}, ...]}.
import { readFileSync } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql-rdfjs-lite";
import { Parser, Store } from "n3";

const { data, queries } = JSON.parse(readFileSync(0, "utf8"));
const store = new Store(new Parser({ format: "N-Triples" }).parse(data));
const engine = new QueryEngine();
const answers = {};
for (const [name, text] of Object.entries(queries)) {
  answers[name] = [];
  for await (const row of await engine.queryBindings(text, { sources: [store] })) {
    answers[name].push(Object.fromEntries([...row].map(([column, term]) => [
      column.value, { value: term.value, datatype: term.datatype?.value ?? "" },
    ])));
  }
}
process.stdout.write(JSON.stringify(answers));
