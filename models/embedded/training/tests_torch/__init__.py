"""Tests of the parts with a network: python -m unittest discover -s tests_torch -t ."""
