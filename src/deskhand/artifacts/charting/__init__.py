"""Charts as they are written, read into one form. It does not know how one is drawn, or what it goes out as."""
