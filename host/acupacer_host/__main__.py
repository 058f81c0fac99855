"""``python -m acupacer_host`` is the ``acupacer`` command."""

from .cli import main

main()
