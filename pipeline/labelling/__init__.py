"""The labelling loop: what is most worth checking goes out to an annotation tool and comes back.

:func:`choose_tasks` takes sections (or whole documents) from tables, :mod:`formats` writes and
reads them in the tools' own formats, :func:`write_samples` turns what came back into labelled
samples that ``kansli evaluate`` reads. Every offset is checked on the way in.
"""

from pipeline.labelling.choose import choose_tasks
from pipeline.labelling.samples import write_samples
from pipeline.labelling.tasks import LABELS, LAYERS, Task, TaskSpan, check

__all__ = ["LABELS", "LAYERS", "Task", "TaskSpan", "check", "choose_tasks", "write_samples"]
