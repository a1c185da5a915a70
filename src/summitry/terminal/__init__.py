"""What the command line prints: values in, Rich renderables out. Nothing here reads a record."""
