"""What a project of one's own begins with."""
