"""Rows in, one format per file, the same verbs in each: `dumps` gives text, `dump` writes a file, `to_…` gives a frame.

Nothing here knows a record, a collection or a dataset.
Rows are mappings from column to cell; `columns` chooses the columns and their order.
"""
