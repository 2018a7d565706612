"""Tests of the parts without a network: python -m unittest discover -s tests -t .."""
