"""What is carried home: a run, a training or a map as a file, one format in each module."""
