import random

from pipeline.training.silver import agree, body_pattern, choose, rule_spans

BODIES = body_pattern()


def test_agreement_keeps_what_all_found_and_marks_the_rest():
    text = "Lena Alm åker till Visby"
    first = [(0, 8, "PER"), (19, 24, "LOC")]
    second = [(0, 8, "PER"), (19, 24, "ORG")]
    assert agree(text, [first, second], []) == ([(0, 8, "PER")], [(19, 24)])


def test_rule_wins_over_models():
    text = "Lena Alm (S) yrkar"
    spans, unknown = agree(text, [[(0, 4, "PER")], [(5, 8, "PER")]], [(0, 8, "PER")])
    assert spans == [(0, 8, "PER")]
    assert unknown == []


def test_rules_find_person_before_party_and_register_body():
    text = "av Lena Alm (S) om Statens haverikommission."
    assert rule_spans(text, BODIES) == [(3, 11, "PER"), (19, 43, "ORG")]


def test_no_person_before_brackets_that_hold_no_party():
    assert rule_spans("av Lena Alm (ordförande)", BODIES) == []


def test_chosen_lines_are_different_and_of_fair_length():
    lines = ["kort Ek", *["Vi for till Skövde med Lena Alm i går, sade Per Ek, och kom hem sent."] * 3]
    assert choose(lines, 10, random.Random(1)) == [lines[1]]


def test_abbreviations_as_whole_words_only():
    text = "enligt FN:s råd, EU-stöd och EU"
    assert [text[a:b] for a, b, _ in rule_spans(text, BODIES)] == ["FN:s", "EU"]
