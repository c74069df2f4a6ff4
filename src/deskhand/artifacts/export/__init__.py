"""Artifacts as files that other programs open: values in, bytes out. What is in them was written by a model or a
stranger, so all of it is data: names are made safe, nothing in a document runs, counts or loads from elsewhere."""
