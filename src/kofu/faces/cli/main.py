"""`kofu`: the commands, and what becomes of an error.

Exit codes: 0 done, 1 a check found something, 2 the input or the call is wrong.
"""

from __future__ import annotations

import os
import sys
import time
from typing import NoReturn

from cyclopts import (
    App,
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    ValidationError,
)

from kofu import __version__
from kofu.base.errors import KofuError
from kofu.base.messages import Language
from kofu.faces.cli import (
    accounts,
    backing,
    charts,
    counter,
    deciding,
    documents,
    exporting,
    finding,
    forms,
    insurer,
    keeping,
    logging_,
    mail,
    mailing,
    pages,
    policy,
    post,
    register,
    rendering,
    reporting,
    returning,
    roster,
    runs,
    selfcheck,
    tokens,
)
from kofu.faces.cli.demo import demo
from kofu.faces.cli.looking_ahead import ahead
from kofu.faces.cli.operator import terminal
from kofu.faces.cli.serving import serve
from kofu.faces.cli.simulating import simulate
from kofu.faces.cli.synthesize import synthesize
from kofu.faces.cli.talk import complain, speak, words
from kofu.registry.log.station import working_at

DONE, WRONG = 0, 2

app = App(
    name="kofu",
    version=__version__,
    help="交付: 資格確認書と資格情報のお知らせを、だれに、いつまで、なぜ。",
    exit_on_error=False,
    print_error=False,
    result_action="return_value",
)
roster.app.command(synthesize)
app.command(demo)
app.command(deciding.decide)
app.command(deciding.explain)
app.command(simulate)
app.command(ahead)
app.command(rendering.render)
app.command(rendering.verify)
app.command(pages.page)
app.command(forms.app)
app.command(exporting.app)
app.command(reporting.report)
policy.app.command(charts.chart)
policy.app.command(charts.poster)
app.command(policy.app)
app.command(roster.app)
register.app.command(finding.find)
app.command(register.app)
app.command(insurer.app)
app.command(counter.app)
mail.app.command(mailing.manifest)
mail.app.command(mailing.cost)
mail.app.command(returning.returned)
app.command(mail.app)
runs.app.command(register.sweep)
runs.app.command(post.returned)
runs.app.command(post.tracking)
documents.app.command(post.scan)
app.command(runs.app)
app.command(documents.app)
app.command(logging_.app)
accounts.app.command(tokens.app)
app.command(accounts.app)
app.command(keeping.app)
app.command(backing.backup)
app.command(backing.restore)
app.command(selfcheck.app)
app.command(serve)


def run(arguments: list[str]) -> int:
    """Run one command; the exit code. Errors go to standard error as `code: message`."""
    try:
        with working_at(terminal()):
            result = app(_without_language(arguments))
    except KofuError as error:
        complain(error)
        return WRONG
    except CycloptsError as error:
        usage = " ".join(("kofu", *_command(arguments), "--help"))
        complain(KofuError("call-wrong", problem=_problem(error), usage=usage))
        return WRONG
    except BrokenPipeError:
        raise
    except Exception as error:
        # Only the kind is told: the words of a foreign error may hold a person's data.
        complain(KofuError("broken", kind=type(error).__name__))
        return WRONG
    return result if isinstance(result, int) else DONE


def _without_language(arguments: list[str]) -> list[str]:
    """`--lang en` holds for every command, wherever it stands."""
    rest: list[str] = []
    given = iter(arguments)
    for word in given:
        if word == "--lang":
            speak(_language(next(given, "")))
        elif word.startswith("--lang="):
            speak(_language(word.removeprefix("--lang=")))
        else:
            rest.append(word)
    return rest


def _language(text: str) -> Language:
    try:
        return Language(text)
    except ValueError:
        raise KofuError("call-wrong", problem=f"--lang {text}", usage="kofu --help") from None


def _command(arguments: list[str]) -> tuple[str, ...]:
    """The command that was meant, as far as there is one."""
    meant = tuple(word for word in arguments[:2] if not word.startswith("-"))
    return meant[:1] if meant and meant[0] in app else ()


def _problem(error: CycloptsError) -> str:
    """What is wrong with the call, in the words of the catalogue."""
    match error:
        case MissingArgumentError(argument=argument) if argument is not None:
            return words("call-missing", name=argument.name)
        case UnknownOptionError(token=token):
            return words("call-unknown-option", name=token.keyword)
        case UnknownCommandError(unused_tokens=[name, *_]):
            return words("call-unknown-command", name=name)
        case CoercionError(token=token) if token is not None:
            return words("call-unreadable", name=token.keyword or "", text=token.value)
        case ValidationError(argument=argument, value=value) if argument is not None:
            return words("call-unreadable", name=argument.name, text=value)
    return " ".join(str(error).split())


def main() -> NoReturn:
    # Days are Japan's, wherever the machine says it stands.
    os.environ["TZ"] = "Asia/Tokyo"
    time.tzset()
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of a pipe went away: nothing more to say, and no trace on its error stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = DONE
    except KeyboardInterrupt:
        code = 130
    raise SystemExit(code)
