"""SQL over the tables, with queries that are ready to use."""

from pipeline.query.query import Answer, ReadyQuery, query, ready_queries

__all__ = ["Answer", "ReadyQuery", "query", "ready_queries"]
