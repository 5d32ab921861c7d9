"""Only what pyproject.toml cannot say: a wheel carries the trained model inside the package.

In a checkout the model lies in ``models/`` at the top, where its card and training config are;
``pipeline.language.model_path`` finds it in both places.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

MODELS = (Path("models/sv_kansli"), Path("models/training"))


class BuildWithModel(build_py):
    """Copy the model and its training settings to ``pipeline/_models`` in the build folder."""

    def run(self):  # noqa: D102
        super().run()
        for folder in () if self.editable_mode else MODELS:
            shutil.copytree(folder, Path(self.build_lib) / "pipeline" / "_models" / folder.name, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithModel})
