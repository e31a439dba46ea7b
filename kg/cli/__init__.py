"""The `kg` command: a module a group of commands, no logic; heavy imports stay inside them."""

from __future__ import annotations

import contextlib
import errno
import gc
import os
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from kg import __version__
from kg.cli.streams import open_streams
from kg.errors import FindingsError, KgError, cut_line, reason
from kg.interrupts import INTERRUPTED, hear_interrupts
from kg.paths import working_folder

#: A build makes many objects that all stay; Python's default looks through them every 700 new ones,
#: a third of the time of kg build outside pySHACL (see benchmarks/README.md).
_COLLECTOR: Final = (50_000, 20, 20)

#: What people do, in the order in which they do it: command -> its module.
_GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "Begin": {"init": "begin", "new": "begin", "anchor": "anchor", "review": "review",
              "import": "importing", "scheme": "scheme",
              "classes": "show", "actors": "show"},
    "Build and check": {"build": "build", "check": "build", "coverage": "build",
                        "evaluate": "evaluate"},
    "Look": {"chains": "chains", "show": "show", "search": "show", "explain": "chains",
             "stats": "show", "diff": "diff", "draw": "export"},
    "Ask and take away": {"query": "query", "queries": "query", "export": "export"},
    "Feeds": {"bulk": "bulk"},
}  # fmt: skip


class _Named(Mapping[str, click.Command]):
    """The commands by name, each imported when it is asked for: one does not pay for the others."""

    _modules: Final = {name: module for group in _GROUPS.values() for name, module in group.items()}

    def __getitem__(self, name: str) -> click.Command:
        module = import_module(f"kg.cli.{self._modules[name]}")
        command: click.Command = getattr(module, f"{name}_command")
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __len__(self) -> int:
        return len(self._modules)


class Commands(click.Group):
    """A group whose commands end in plain lines and an exit code by kind of error."""

    def main(self, *args: Any, **more: Any) -> Any:
        """Run the program; see the class.

        A stream that the caller closed (`>&-`) is None in Python; it leads nowhere instead, and
        takes the place that the next file opened would get.
        """
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:
                setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - for good
        if not more.get("standalone_mode", True):
            return super().main(*args, **more)
        more["standalone_mode"] = False  # what click would do with errors is done here
        with open_streams(), hear_interrupts():
            try:
                code = super().main(*args, **more)
            except click.ClickException as error:
                code = _tell_misuse(error)
            except (click.Abort, KeyboardInterrupt):
                code = INTERRUPTED
        sys.exit(code or 0)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by what people do with them."""
        for title, group in _GROUPS.items():
            limit = formatter.width - 6 - max(map(len, group))
            rows = [(name, self.commands[name].get_short_help_str(limit)) for name in group]
            with formatter.section(title):
                formatter.write_dl(rows)

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the command line, which may print help or the version."""
        with _plain_ends():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; see the class."""
        from kg.progress import show_progress

        gc.set_threshold(*_COLLECTOR)
        with _plain_ends():
            with show_progress():
                result = super().invoke(ctx)
            gc.freeze()  # the process ends here: a last look through all objects frees nothing
            return result


@contextlib.contextmanager
def _plain_ends() -> Iterator[None]:
    """End in plain lines and an exit code by kind of error."""
    try:
        yield
    except KgError as error:
        from kg.errors import count_findings

        lines = list(error.lines)
        if isinstance(error, FindingsError) and len(error.findings) > 1:
            lines.append(count_findings(error.findings))
        _end(error.exit_code, *lines)
    except MemoryError:
        _end(4, "ran out of memory; ask for less, or raise `ulimit -v`")
    except KeyboardInterrupt:
        _end(INTERRUPTED, "interrupted")
    except BrokenPipeError:  # the reader, such as head, has seen enough
        sys.stderr.close()
        _end(0)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and working_folder() is None:
            told = "the working folder no longer exists; change to another one"
        elif error.errno == errno.ENAMETOOLONG:  # wherever a name given is first looked up
            told = cut_line(f"{error.filename}: {reason(error)}; name another file or folder")
        elif error.errno in (errno.ENOSPC, errno.EIO):
            told = f"the output cannot be written: {reason(error)}"
        else:
            raise  # files raise KgErrors of their own: anything else is a bug
        _end(2, told)


def _end(code: int, *lines: str) -> NoReturn:
    with contextlib.suppress(OSError):  # where messages cannot be written, the code says it all
        for line in lines:
            click.echo(line, err=True)
    raise click.exceptions.Exit(code)


def _tell_misuse(error: click.ClickException) -> int:
    """Say how a command was misused, and repeat no more than a line of it."""
    if not isinstance(error, click.exceptions.NoArgsIsHelpError):
        vars(error)["message"] = cut_line(error.message)
    with contextlib.suppress(OSError):
        error.show()
    return error.exit_code


def _print_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from kg.model.vocabulary import ONTOLOGY_VERSION

        click.echo(f"retaliation-kg {__version__} (ontology {ONTOLOGY_VERSION})")
        ctx.exit()


@click.group(
    cls=Commands, commands=_Named(), context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version", is_flag=True, callback=_print_version, expose_value=False, is_eager=True,
    help="Print the versions of code and ontology.",
)  # fmt: skip
def main() -> None:
    """Who did what to whom, in answer to what, who says so, and is it still unanswered?

    \b
    kg build            articles, tables of events -> out/ (Turtle, tables, page)
    kg chains           the retaliation chains
    kg query unanswered a question of queries/, answered
    """
