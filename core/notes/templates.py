"""Note templates: the shipped ones and the user's own, rendered in a sandbox where values are data, never code.

A template's first line is `Subject: ...`, then an empty line, then the body. Its name is `<kind>_<variant>.txt.j2`, or
`linkedin_message_<kind>.txt.j2`; the user's own one lies in `templates/`, in `templates/<language>/` for that language.
Where there is no such file, a LinkedIn message is written with the e-mail's, and a thank-you with `thank_you.txt.j2`.
What it may use (all text; empty where unknown):

- `name` (how to greet, or a blank), `who` (the same inside a sentence, or `them`), `full_name`
- `signature`, `role`, `company`, `position` ("the Backend Engineer position at Acme"), `subject_position`
- `at` ("at Acme"), `team` ("the team at Acme")
- `session` ("the technical interview"), `during` ("in the technical interview")
- `when` and `on` ("on Tuesday", "on 24 November"), `of` (the same of a talk: "de mardi", "del 24 novembre"), `earlier`
  ("on 12 November", the round before)
- `decision` ("4 December"), `by` ("by 4 December"), `around` ("around 4 December")
- `topic`, `idea`, `promise` (from the debrief); `moved_to` (after a job change the new company, or the new role where
  `promoted` is true)
- `kind`, `variant`, `channel`; true or false: `late`, `met`, `again` (this person was in an earlier round, too), `said`
  (this person was there when a date was named), `open` (there is no position yet: a recruiter's talk of what may fit)
- `pick(a, b, ...)`: one of them, another for each person of a panel; `blank("text")`: a visible gap `[text]`.

Sentences on lines of their own become one paragraph; an empty line starts the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

from core.errors import ConfigError

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

OUTPUT_LIMIT = 20_000
LOOP_LIMIT = 1000
GENERAL = "thank_you.txt.j2"
"""What a thank-you is written with that has no template of its own."""

_FOLDER = Path(__file__).parent / "templates"
_GROWING = frozenset({"ljust", "rjust", "center", "zfill", "format", "format_map", "expandtabs", "replace", "join"})
_GROWING_FILTERS = ("center", "format", "indent", "replace", "join", "wordwrap", "xmlattr", "random", "batch", "slice")


def render(name: str, values: Mapping[str, object], *, language: str, overrides: Mapping[str, str]) -> tuple[str, str]:
    """Return (subject, body) of the template `name`; raise ConfigError where the user's own one is wrong."""
    key, source = _found(name, language, overrides)
    text = _run(key, source, values)
    head, _, body = text.lstrip("\n").partition("\n")
    subject = re.fullmatch(r"\s*Subject:(.*)", head, re.I)
    if subject is None:
        raise _wrong(key, 1, "its first line must start with 'Subject:'")
    return " ".join(subject.group(1).split()), _paragraphs(body)


def _found(name: str, language: str, overrides: Mapping[str, str]) -> tuple[str, str]:
    """Return the name and the source of the nearest template: the user's own before the shipped one of that name."""
    for candidate in _candidates(name):
        for key in (f"{language}/{candidate}", candidate):
            if key in overrides:
                return key, overrides[key]
        if (source := _shipped(language, candidate)) is not None:
            return candidate, source
    raise FileNotFoundError(name)


def _candidates(name: str) -> tuple[str, ...]:
    by_mail = name.removeprefix("linkedin_message_")
    return (name, by_mail, GENERAL) if by_mail.startswith("thank_you_") else (name, by_mail)


def _paragraphs(body: str) -> str:
    """Return `body` with single blanks, one empty line between paragraphs, and the sentences of each on one line."""
    lines = "\n".join(" ".join(line.split()) for line in body.split("\n"))
    lines = re.sub(r"(?<!\.)\.\.(?!\.)", ".", lines)  # a name that ends in a full stop, at the end of a sentence
    joined = re.sub(r"(?<=[.!?])\n(?=[^\W\d_]|[¿¡«„“\[])", " ", lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


@cache
def _shipped(language: str, name: str) -> str | None:
    """Return the source of a shipped template, in English where there are none in that language; None without one."""
    folder = _FOLDER / language if re.fullmatch("[a-z]{2}", language) else _FOLDER / "en"
    path = (folder if folder.is_dir() else _FOLDER / "en") / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _run(name: str, source: str, values: Mapping[str, object]) -> str:
    from jinja2 import TemplateError, TemplateSyntaxError

    pieces: list[str] = []
    size = 0
    try:
        for piece in _compiled(source).generate(**values, range=_short_range()):
            size += len(piece)
            if size > OUTPUT_LIMIT:
                raise _wrong(name, 0, f"it writes more than {OUTPUT_LIMIT} characters")
            pieces.append(piece)
    except TemplateSyntaxError as err:
        raise _wrong(name, err.lineno, str(err.message)) from err
    except TemplateError as err:
        raise _wrong(name, _line_of(err), str(err.message)) from err
    except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as err:
        raise _wrong(name, _line_of(err), str(err) or type(err).__name__) from err
    return "".join(pieces)


def _wrong(name: str, line: int, what: str) -> ConfigError:
    place = f" (line {line})" if line else ""
    reason = what.strip().rstrip(".")
    return ConfigError(
        f"The note template templates/{name}{place} cannot be used: {reason}",
        next_step="Correct it or remove it; until then the one that comes with afterword is used.",
    )


def _line_of(err: BaseException) -> int:
    line, frame = 0, err.__traceback__
    while frame is not None:
        code: CodeType = frame.tb_frame.f_code
        line = frame.tb_lineno if code.co_filename == "<template>" else line
        frame = frame.tb_next
    return line


def _short_range() -> Callable[..., range]:
    left = LOOP_LIMIT

    def counted(*bounds: int) -> range:
        nonlocal left
        numbers = range(*bounds)
        left -= len(numbers) + 1
        if left < 0:
            raise ValueError(f"its loops go round more than {LOOP_LIMIT} times")
        return numbers

    return counted


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    return _environment().from_string(source)


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """What could make a short template write without end is closed too: it is a letter, not a program."""

        intercepted_binops = frozenset({"*", "**", "%"})

        def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002
            raise SecurityError(f"'{operator}' is not available in a note")

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return attr not in _GROWING and super().is_safe_attribute(obj, attr, value)

    env = Sandbox(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    env.globals.clear()
    for name in _GROWING_FILTERS:
        env.filters.pop(name, None)
    return env
