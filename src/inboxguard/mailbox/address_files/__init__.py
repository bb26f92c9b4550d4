"""Exports of alias services and password managers: which address stands for which site, and nothing else of them."""
