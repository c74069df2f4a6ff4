"""The sealed frame that artifacts run in, as it was built, and the headers that seal it. It serves nothing itself."""
