"""The Python that a template becomes: Jinja's own, with the steps that every value takes made short.

A page takes thousands of fields and calls hundreds of macros. Jinja asks at each whether it is allowed; here the
answer is found once per kind of object, and kept. What is allowed stays the same.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, TypeAlias

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import LoopContext, Macro
from jinja2.utils import missing
from markupsafe import Markup

_LOOP = frozenset({"first", "index", "index0", "last", "length"})
_GETTER = "field_"
_KINDS = "kinds_"
_SHORT = 200
_MOST = 20_000


class Generator(CodeGenerator):
    """Writes a template's Python."""

    _taken: set[str]

    # The names are Jinja's.
    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  (as above)
        """Write the whole module, and last what fetches each field that it names."""
        self._taken = set()
        super().visit_Template(node, frame)
        for name in sorted(self._taken):
            self.writeline(f"{_KINDS}{name}, {_GETTER}{name} = environment.getter({name!r})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  (as above)
        """Write the fetching of a field, at once where the kind of a variable's value is known."""
        self._taken.add(node.attr)
        ref = frame.symbols.ref(node.node.name) if isinstance(node.node, nodes.Name) else ""
        self.write(f"({ref}.{node.attr} if type({ref}) in {_KINDS}{node.attr} else " if ref else "(")
        self.write(f"{_GETTER}{node.attr}(")
        self.visit(node.node, frame)
        self.write("))")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        # What a constant prints as is for the format to say, when it is printed.
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class LeanMacro(Macro):
    """A macro that is called without the detours that serve other ways of escaping than one."""

    def run(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """Call the macro.

        Args:
            args: its arguments by position.
            kwargs: those by name, and the caller.
        """
        left = self._argument_count - len(args)
        if kwargs or left < 0 or self.caller or self.catch_kwargs or self.catch_varargs:
            return self(*args, **kwargs)
        text = self._func(*args, *(missing,) * left) if left else self._func(*args)
        return str.__new__(Markup, text)


Getter: TypeAlias = tuple[set[type], Callable[[Any], Any]]


def getter(attribute: str, checked: Callable[[Any, str], Any]) -> Getter:
    """Give what fetches a field from any object.

    Args:
        attribute: the field.
        checked: fetches it from an object of a kind that has not been seen.

    Returns:
        The kinds of objects that have been seen to have it as plain data, and what fetches it.
    """
    known: set[type] = set()
    fetch = attrgetter(attribute)

    def get(obj: Any) -> Any:
        kind = type(obj)
        if kind in known:
            return fetch(obj)
        if kind is TemplateModule:
            found = vars(obj).get(attribute)
            if found is not None and attribute[0] != "_":
                return found
        elif is_plain(kind, attribute):
            known.add(kind)
        return checked(obj, attribute)

    return known, get


def is_plain(kind: type, attribute: str) -> bool:
    """Say whether objects of a kind have the attribute as plain data: a field of a view, or where a loop is.

    Args:
        kind: the objects' class.
        attribute: the attribute.
    """
    if kind is LoopContext:
        return attribute in _LOOP
    return attribute[0] != "_" and attribute in getattr(kind, "__dataclass_fields__", ())


class Remembered(dict[str, Markup]):
    """Code by the text that it was made from; the same short texts come again and again on a site.

    Args:
        make: gives the code of a text.
    """

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Markup:
        """Make the code of a text that has not been asked for lately."""
        code = Markup(self._make(text))  # noqa: S704  (code of the format, made from plain text)
        if len(text) <= _SHORT:
            if len(self) >= _MOST:
                self.clear()
            self[text] = code
        return code
