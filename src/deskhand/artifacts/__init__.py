"""Artifacts, as far as they are pure: what may be in one, kinds, edits, diffs, versions."""
