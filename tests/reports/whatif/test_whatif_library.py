"""What if is a library: no Django, no database, no register behind it."""

from __future__ import annotations

import subprocess
import sys


def test_it_is_imported_without_django() -> None:
    asked = (
        "import sys, kofu.reports.whatif.files, kofu.reports.whatif.ahead.record;"
        "print([name for name in sys.modules"
        " if name.split('.')[0] in ('django', 'psycopg') or name.startswith('kofu.registry')])"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr
