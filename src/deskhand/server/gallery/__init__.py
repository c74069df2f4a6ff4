"""What artifacts can be: one of each kind, made by hand, to look at without a key. It knows no route."""
