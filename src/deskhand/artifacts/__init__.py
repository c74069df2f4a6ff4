"""Artifacts, as far as they are pure: what may be in one, kinds, edits, versions, and files of other programs."""
