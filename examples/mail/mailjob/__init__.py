"""The job in the mail app: what it finds, how Deskhand does it, and whether it was done."""
