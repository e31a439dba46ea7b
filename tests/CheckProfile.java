import java.io.File;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/** Prints how many axioms an ontology file has, then, one a line, what keeps it out of OWL 2 DL. */
public class CheckProfile {
    public static void main(String[] args) throws Exception {
        OWLOntology ontology =
            OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(args[0]));
        System.out.println(ontology.getAxiomCount());
        for (OWLProfileViolation each : new OWL2DLProfile().checkOntology(ontology).getViolations()) {
            System.out.println(each.toString().replace('\n', ' '));
        }
    }
}
