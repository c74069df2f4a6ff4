"""A person's secrets: kept in the system's keyring or sealed in a file, and given out one value at a time."""
