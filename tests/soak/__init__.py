import soak as soak  # its import puts the example job on the path
