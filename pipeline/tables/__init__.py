"""The tables: their contract, rows from a reading, and datasets on disk."""
