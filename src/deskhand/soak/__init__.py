"""Trials of endurance: real sessions under load, for as long as one likes. They know no command line."""
