"""The renderer: shows artifacts in a headless browser of its own, behind walls, without any network."""
