"""What the LaTeX reader knows of commands and environments: levels, arguments, what is no text."""

from __future__ import annotations

LEVELS = {
    "part": 1, "chapter": 1, "section": 1, "subsection": 2, "subsubsection": 3, "paragraph": 4, "subparagraph": 5,
}
TABLES = {"tabular": 1, "tabular*": 2, "tabularx": 2, "tabulary": 2, "longtable": 1, "array": 1, "supertabular": 1}
LISTS = {"itemize", "enumerate", "description", "compactitem", "compactenum", "asparaenum", "inparaenum"}
NUMBERED = {"enumerate", "compactenum", "asparaenum", "inparaenum"}
DROPPED_ENVIRONMENTS = {"comment", "tikzpicture", "filecontents", "thebibliography"}
VERBATIM = {"verbatim", "lstlisting", "Verbatim", "minted"}
ENVIRONMENT_ARGUMENTS = {"minipage": 1, "multicols": 1, "adjustwidth": 2, "wrapfigure": 2, "list": 2}
DROPPED = {  # command -> how many {arguments} go with it
    "vspace": 1, "hspace": 1, "label": 1, "ref": 1, "pageref": 1, "cite": 1, "includegraphics": 1, "pagestyle": 1,
    "thispagestyle": 1, "usepackage": 1, "documentclass": 1, "setlength": 2, "addtolength": 2, "addtocounter": 2,
    "todo": 1, "footnote": 1, "fancyhead": 1, "fancyfoot": 1, "fancyhf": 1, "fancypagestyle": 2, "lhead": 1, "chead": 1,
    "rhead": 1, "lfoot": 1, "cfoot": 1, "rfoot": 1, "hypersetup": 1, "pagenumbering": 1, "bibliography": 1,
    "bibliographystyle": 1, "titleformat": 5, "titlespacing": 4, "geometry": 1, "rule": 2, "input": 1, "include": 1,
    "includepdf": 1, "color": 1, "fontsize": 2, "renewcommand": 2, "newcommand": 2, "providecommand": 2,
    "newenvironment": 3, "setlist": 1, "enlargethispage": 1, "addcontentsline": 3, "linespread": 1, "cline": 1,
    "cmidrule": 1, "graphicspath": 1, "selectlanguage": 1, "newpage": 0, "vskip": 0, "index": 1, "phantom": 1,
    "title": 1, "author": 1, "date": 1, "definecolor": 3, "theoremstyle": 1, "newtheorem": 2, "columnwidth": 0,
}
BOLD = {"bf", "bfseries"}
NOT_BOLD = {"normalfont", "mdseries", "rm"}
