"""Passwords of tests cost nothing; whoever runs with the real settings can still check them."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class QuickHasher(PBKDF2PasswordHasher):
    """The office's own algorithm, one round of a million."""

    iterations = 1
