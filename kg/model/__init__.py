"""What everything else passes around: plain values, names and days; no RDF, no file."""
