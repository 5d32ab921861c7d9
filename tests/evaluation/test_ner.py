import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation.ner import NameFileError, evaluate_names, read_tagged, score, spans_of

UNER = """# newdoc id = D1
# text = Karin Alm (S) bor i Skövde.
1\tKarin\tB-PER\t-\t-
2\tAlm\tI-PER\t-\t-
3\t(\tO\t-\t-
4\tS\tO\t-\t-
5\t)\tO\t-\t-
6\tbor\tO\t-\t-
7\ti\tO\t-\t-
8\tSkövde\tB-LOC\t-\t-
9\t.\tO\t-\t-

# text = Möte.
1\tMöte\tO\t-\t-
2\t.\tO\t-\t-
"""


def written(tmp_path, text, name="x.iob2"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_uner_columns_text_and_document(tmp_path):
    first, second = read_tagged(written(tmp_path, UNER))
    assert first.words[:2] == ("Karin", "Alm")
    assert first.spans == ((0, 2, "PER"), (7, 8, "LOC"))
    assert first.spaces == (True, True, False, False, True, True, True, False, False)
    assert (first.document, second.document) == ("D1", "D1")
    assert second.spans == ()


def test_conll_2003_last_column(tmp_path):
    text = "-DOCSTART- -X- O O\n\nKarin NN I-NP B-PER\nAlm NN I-NP I-PER\nkom VB I-VP O\n"
    sentences = read_tagged(written(tmp_path, text))
    assert sentences[-1].spans == ((0, 2, "PER"),)


def test_bare_labels_join_neighbours(tmp_path):
    (sentence,) = read_tagged(written(tmp_path, "Karin PER\nAlm PER\npå 0\nLuftverket ORG\n"))
    assert sentence.spans == ((0, 2, "PER"), (3, 4, "ORG"))


def test_conllu_names_in_misc(tmp_path):
    row = "{}\t{}\t_\tX\t_\t_\t0\troot\t_\t{}"
    text = "\n".join(
        [
            row.format(1, "Karin", "name=B-PER"),
            row.format(2, "i", "name=O"),
            row.format(3, "Bergen", "SpaceAfter=No|name=B-GPE_LOC"),
            row.format(4, ".", "name=O"),
        ]
    )
    (sentence,) = read_tagged(written(tmp_path, text))
    assert sentence.spans == ((0, 1, "PER"), (2, 3, "GPE_LOC"))
    assert sentence.spaces == (True, True, False, True)


@pytest.mark.parametrize("text", ["", "Karin\nAlm\n", "Karin verb\nkom noun\n"])
def test_file_without_tags_says_so(tmp_path, text):
    with pytest.raises(NameFileError, match=r"x\.iob2"):
        read_tagged(written(tmp_path, text))


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-PER", "B-PER"], [(0, 1, "PER"), (1, 2, "PER")]),
        (["I-PER", "I-PER", "O"], [(0, 2, "PER")]),
        (["B-PER", "I-ORG"], [(0, 1, "PER"), (1, 2, "ORG")]),
        (["S-LOC", "B-ORG", "E-ORG"], [(0, 1, "LOC"), (1, 3, "ORG")]),
    ],
)
def test_tag_schemes(tags, spans):
    assert list(spans_of(tags)) == spans


@given(st.lists(st.sampled_from(["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "S-LOC", "E-LOC"]), max_size=12))
def test_spans_are_in_order_and_never_overlap(tags):
    spans = list(spans_of(tags))
    assert all(start < end for start, end, _ in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_strict_scores_and_interval(tmp_path):
    sentences = read_tagged(written(tmp_path, UNER)) * 20
    wrong_end = [(0, 1, "PER"), (7, 8, "LOC")]
    by_label = {row.label: row for row in score(sentences, [wrong_end, []] * 20, resamples=200)}
    assert by_label["PER"].f == 0
    assert by_label["LOC"].f == 1
    assert by_label["ORG"].f is None
    assert by_label["all"].f == 0.5
    assert by_label["all"].low <= 0.5 <= by_label["all"].high
    assert (by_label["all"].gold, by_label["all"].found) == (40, 40)


def test_other_schemes_are_scored_by_literal_type(tmp_path):
    text = "Bergen B-GPE_ORG\nkom O\nVolvo B-PROD\n"
    sentences = read_tagged(written(tmp_path, text))
    rows = {row.label: row for row in score(sentences, [[(0, 1, "LOC")]], resamples=0)}
    assert rows["all"].f == 1


def test_shipped_model_finds_plain_names(tmp_path):
    rows = {row.label: row for row in evaluate_names([written(tmp_path, UNER)], resamples=10)}
    assert rows["all"].f == 1
