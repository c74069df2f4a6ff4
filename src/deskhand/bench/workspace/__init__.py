"""The workspace measured as people have it: the real server, and a real Chromium that opens it."""
