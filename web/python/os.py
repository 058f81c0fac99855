"""There is no environment in a page."""

environ = {}
