"""Coded events by the million -> links, by one Ibis expression of the rules of inference."""
