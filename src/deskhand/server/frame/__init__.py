"""The sealed frame that artifacts run in: a static page and its libraries, for anybody, under headers that seal it."""
