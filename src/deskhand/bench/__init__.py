"""Benchmarks: Deskhand beside the way others do the same, in one run on one machine, as ratios.

Absolute times depend on what else the machine does; only what was measured in turn, in one run, may be compared. It
reads nothing of sessions and is used by nothing but the command line.
"""
