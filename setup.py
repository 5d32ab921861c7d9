"""Only what pyproject.toml cannot say: a wheel carries the trained model inside the package.

In a checkout the model lies in ``models/`` at the top, where its card and training config are;
``pipeline.language.model_path`` finds it in both places.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

MODEL = Path("models/sv_kansli")


class BuildWithModel(build_py):
    """Copy the model to ``pipeline/_models`` in the build folder."""

    def run(self):  # noqa: D102
        super().run()
        if MODEL.is_dir() and not self.editable_mode:
            shutil.copytree(MODEL, Path(self.build_lib) / "pipeline" / "_models" / MODEL.name, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithModel})
