"""Values -> English: words, claims, records, moves, and what commands say of them."""
