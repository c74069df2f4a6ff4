"""Finding on a list of elements what a step names. Pure; it does not know programs' state or the tools."""
