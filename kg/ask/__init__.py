""".rq file -> Query -> rows, in a limited process."""
