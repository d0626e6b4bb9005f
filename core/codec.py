"""Frozen dataclasses to JSON values and back, by their type hints, each class compiled once into closures.

Moments are ISO 8601 with their offset and come back with a fixed one: the instant is kept, the zone's name is not. What
equals its default is not written; what is not known is passed over when read, so that an older file stays readable.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from core.model import aware

T = TypeVar("T")
Convert = Callable[[Any], Any]
_MICROSECOND = timedelta(microseconds=1)


class Misfit(ValueError):
    """A JSON value does not have the shape of the class it should become."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """How one type is written and read."""

    write: Convert
    read: Convert


def to_json(value: Any) -> Any:
    """Return a dataclass as what `json` can write; raise ValueError for a naive datetime in it."""
    return _compiled(type(value)).write(value)


def from_json(cls: type[T], value: Any) -> T:
    """Return the `cls` that `to_json` wrote as `value`; raise Misfit where it has another shape."""
    try:
        made: T = _compiled(cls).read(value)
    except Misfit:
        raise
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError) as err:
        raise Misfit(f"{cls.__name__}: {err}") from err
    return made


def _compiled(cls: Any) -> Codec:
    # Any, for mypy holds that a class is not hashable.
    return _codec(cls)


@cache
def _codec(hint: Any) -> Codec:  # noqa: PLR0911 - one return for each sort of type reads best
    if isinstance(hint, typing.NewType):
        return _codec(hint.__supertype__)
    if hint in _PLAIN:
        return _PLAIN[hint]
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is tuple:
        return _many(arguments[0]) if arguments[-1] is Ellipsis else _fixed(arguments)
    if origin is Mapping:
        return _mapping(*arguments)
    if origin in (typing.Union, types.UnionType):
        return _optional(*(argument for argument in arguments if argument is not types.NoneType))
    if isinstance(hint, type) and issubclass(hint, Enum):
        words = {member.value: member for member in hint}
        return Codec(write=lambda member: member.value, read=words.__getitem__)
    if is_dataclass(hint):
        return _record(hint)
    raise TypeError(f"no way to keep a {hint!r} in JSON")


def _record(cls: Any) -> Codec:
    hints = typing.get_type_hints(cls)
    writers = [(field.name, _default(field), _codec(hints[field.name]).write) for field in fields(cls)]
    readers = {field.name: _codec(hints[field.name]).read for field in fields(cls)}

    def write(value: Any) -> dict[str, Any]:
        written = {}
        for name, default, convert in writers:
            part = getattr(value, name)
            if part is not default and part != default:
                written[name] = convert(part)
        return written

    def read(value: Any) -> Any:
        # A list of pairs has no `.items`: any other shape than an object ends in the AttributeError of a misfit.
        return cls(**{name: readers[name](part) for name, part in value.items() if name in readers})

    return Codec(write=write, read=read)


def _default(field: Field[Any]) -> Any:
    """Return the default of `field`; MISSING, which equals no value, where it has none."""
    return field.default if field.default_factory is MISSING else field.default_factory()


def _many(element: Any) -> Codec:
    codec = _codec(element)
    write, read = codec.write, codec.read
    return Codec(
        write=lambda values: [write(value) for value in values],
        read=lambda values: tuple([read(value) for value in _a(list, values)]),
    )


def _fixed(elements: tuple[Any, ...]) -> Codec:
    codecs = tuple(_codec(element) for element in elements)
    return Codec(
        write=lambda values: [codec.write(value) for codec, value in zip(codecs, values, strict=True)],
        read=lambda values: tuple(codec.read(value) for codec, value in zip(codecs, _a(list, values), strict=True)),
    )


def _mapping(key: Any, value: Any) -> Codec:
    keys, values = _codec(key), _codec(value)
    return Codec(
        write=lambda pairs: {keys.write(name): values.write(part) for name, part in pairs.items()},
        read=lambda pairs: {keys.read(name): values.read(part) for name, part in _a(dict, pairs).items()},
    )


def _optional(hint: Any) -> Codec:
    codec = _codec(hint)
    write, read = codec.write, codec.read
    return Codec(
        write=lambda value: None if value is None else write(value),
        read=lambda value: None if value is None else read(value),
    )


def _a(kind: type[T], value: Any) -> T:
    # Not isinstance: JSON makes exactly these types, and True must not pass as a number.
    if type(value) is not kind:
        raise Misfit(f"expected {kind.__name__}, found {type(value).__name__}")
    return value


def _text(value: Any) -> str:
    # Apart from `_a` because most of a state is text, and one call less is a fifth of its loading time.
    if value.__class__ is not str:
        raise Misfit(f"expected str, found {type(value).__name__}")
    return value


def _number(value: Any) -> float:
    return float(value) if type(value) is int else _a(float, value)


def _same(value: T) -> T:
    return value


_PLAIN: Mapping[Any, Codec] = {
    str: Codec(write=_same, read=_text),
    bool: Codec(write=_same, read=lambda value: _a(bool, value)),
    int: Codec(write=_same, read=lambda value: _a(int, value)),
    float: Codec(write=_same, read=_number),
    datetime: Codec(
        write=lambda moment: aware(moment).isoformat(),
        read=lambda text: aware(datetime.fromisoformat(text)),
    ),
    date: Codec(write=date.isoformat, read=date.fromisoformat),
    time: Codec(write=time.isoformat, read=time.fromisoformat),
    timedelta: Codec(
        write=lambda span: span // _MICROSECOND,
        read=lambda count: _a(int, count) * _MICROSECOND,
    ),
}
