"""The documents, as a package: so a wheel holds them, and ``acupacer docs`` shows them."""
