"""Reading a file of rules: TOML held against a model, what is wrong told in one sentence."""

from __future__ import annotations

import tomllib
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from pipeline.errors import KnowledgeError

Model = TypeVar("Model", bound=BaseModel)


def parse_toml(text: str, name: str, model: type[Model]) -> Model:
    """The content of a TOML file as ``model``.

    Args:
        text: the file's content.
        name: its name, for messages.
        model: what it must hold.

    Raises:
        KnowledgeError: not TOML, or a field unknown, missing or of another kind.
    """
    try:
        return model.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name} is not valid TOML: {error}.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise KnowledgeError(f"{name}: {where}: {first['msg']}.") from error
