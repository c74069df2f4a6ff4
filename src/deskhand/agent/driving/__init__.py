"""The driver as a process of its own, the socket on which it tells what passes, and those who start and follow it."""
