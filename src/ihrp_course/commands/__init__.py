"""Commands that do more than run the line: each a module, imported when it is called."""
