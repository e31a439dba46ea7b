// Reads RDF with N3.js. Standard input: {"data": text, "format": media type};
// standard output: [[subject, predicate, object, graph], ...], each term as N-Quads would name it.
import { readFileSync } from "node:fs";
import { Parser } from "n3";

const { data, format } = JSON.parse(readFileSync(0, "utf8"));
const told = (term) => term.termType === "Literal"
  ? ["Literal", term.value, term.language, term.datatype.value]
  : [term.termType, term.value];
const quads = new Parser({ format }).parse(data);
process.stdout.write(JSON.stringify(quads.map(
  (quad) => [quad.subject, quad.predicate, quad.object, quad.graph].map(told),
)));
