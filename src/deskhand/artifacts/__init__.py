"""Artifacts, as far as they are pure: kinds, edits, versions, and their form in a model's words."""
