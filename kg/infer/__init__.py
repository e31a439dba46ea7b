"""The rules of inference: pairs, features, links, chains, and how good they are."""
