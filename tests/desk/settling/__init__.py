"""Right before fast: no act on a screen that has changed, and no "settled" said of one, whatever programs draw when."""
