"""Everything that makes the shipped name model again from its corpora."""
