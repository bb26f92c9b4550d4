"""Desks on the shipped samples."""

from tests.ui.sharing.sample import aside_desk, desk, empty_desk

__all__ = ["aside_desk", "desk", "empty_desk"]
