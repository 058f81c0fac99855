"""Puts the page into a wheel, if ``make page`` has built it. All else is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

SITE = Path("build", "page")


class BuildWithPage(build_py):
    """The package, and in it the page's files."""

    def run(self) -> None:
        """Copy the modules, then the page."""
        super().run()
        if SITE.is_dir() and not self.editable_mode:
            target = Path(self.build_lib, "acupacer_host", "site")
            shutil.copytree(SITE, target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithPage})
