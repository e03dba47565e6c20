"""A student's own optimizer, run where it can reach nothing: a locked child process for each run."""
