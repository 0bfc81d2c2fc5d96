"""The worker of the console: that of the register, and what parts on its right can do.

python -m kofu.faces.serve.worker [--once] [runs] [jobs]
"""

from __future__ import annotations

import sys

from kofu.registry.queues import JOBS
from kofu.registry.start import ready
from kofu.registry.worker import main

if __name__ == "__main__":
    ready()
    from kofu.reports.register.job import offer

    offer()
    words = sys.argv[1:]
    main([word for word in words if word != "--once"] or [JOBS], "--once" in words)
