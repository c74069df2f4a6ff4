"""The journal's schema migrations, oldest first; each revision is one file in `versions`."""
