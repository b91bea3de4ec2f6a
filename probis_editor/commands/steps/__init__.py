"""The table of steps: a map read as rows, rows edited as values, rows made true on the map.

`rows` reads, `edits` changes rows (pure), `apply` is the one verb that makes a map agree with rows. So table
and map are two views of one thing, and everything a table can say has one way onto the map and back.
"""
