"""Values of steps: variables in braces, arithmetic, numbers and dates as people write them. Pure."""
