"""The frame of artifacts in a real Chromium: how soon it paints, and what it does to the page around it."""
