"""One module a command: arguments in, words out. May import every room."""
