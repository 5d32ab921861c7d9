"""Evaluation: labelled samples in, figures with intervals and an error report out."""
