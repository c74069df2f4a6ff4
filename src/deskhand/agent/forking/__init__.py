"""A session taken up anew from a point of another one: where it can be cut, what of the desk comes along, what does
not."""
