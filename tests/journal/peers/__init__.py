"""Programs that tests run beside themselves, as another process of the same journal."""
