"""Artifacts as the workspace shows and takes them: their shapes over HTTP."""
