// Validates with rdf-validate-shacl. Standard input: {"shapes": Turtle, "ontology": Turtle,
// "data": [Turtle, ...]}; standard output: for each of the data, [[focus, path, component], ...].
import { readFileSync } from "node:fs";
import { Parser, Store } from "n3";
import SHACLValidator from "rdf-validate-shacl";

const { shapes, ontology, data } = JSON.parse(readFileSync(0, "utf8"));
const read = (text) => new Parser().parse(text);
const validator = new SHACLValidator(new Store(read(shapes)));
const mixedIn = read(ontology);
const reports = [];
for (const text of data) {
  const report = await validator.validate(new Store([...mixedIn, ...read(text)]));
  reports.push(report.results.map((each) => [
    each.focusNode?.value ?? "", each.path?.value ?? "", each.sourceConstraintComponent?.value ?? "",
  ]));
}
process.stdout.write(JSON.stringify(reports));
