"""Jinja with escaping that fails closed: one environment for every text format.

Template text and macro output are `Markup`; every plain string is escaped exactly once by the
format's own function, and whatever could escape twice, never, or by HTML's rules is refused.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, MutableMapping
from decimal import Decimal
from typing import Any, Protocol

from jinja2 import BaseLoader, StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Context, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from fyrportfolj.messages import T, Text
from fyrportfolj.render.formats import TextFormat
from fyrportfolj.render.generated import Generator, Getter, LeanMacro, Remembered, getter, is_plain

_FILTERS = (
    "abs",
    "batch",
    "capitalize",
    "count",
    "default",
    "dictsort",
    "first",
    "groupby",
    "int",
    "items",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "replace",
    "reverse",
    "round",
    "select",
    "selectattr",
    "slice",
    "sort",
    "sum",
    "trim",
    "truncate",
    "unique",
    "upper",
)
_GLOBALS = ("range", "dict", "namespace")
_NUMBER = (int, float, Decimal)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class RefusedError(SecurityError):
    """A template did something that could let text through unescaped.

    Attributes:
        why: what it did, for the template's author.
    """

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


class UnknownNameError(UndefinedError):
    """A template asked for a variable or attribute that does not exist.

    Attributes:
        name: what it asked for.
        owner: the value whose attribute it is, or `jinja2.utils.missing` for a variable.
    """

    def __init__(self, name: str, owner: object, message: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.owner = owner


class _Strict(StrictUndefined):
    """StrictUndefined that keeps what was asked for, so that the nearest name can be suggested."""

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[TemplateRuntimeError] = UndefinedError,
    ) -> None:
        # Jinja only ever calls `exc` with a message; the sandbox passes its own kind for forbidden attributes.
        kept: Any = functools.partial(UnknownNameError, str(name), obj) if exc is UndefinedError else exc
        super().__init__(hint, obj, name, kept)


class _Escaping(Protocol):
    printed: Callable[[object], Markup]

    def join(self, parts: Iterable[object]) -> str: ...


class _Template(Template):
    """A template whose generated code escapes with the environment's function instead of HTML's."""

    @classmethod
    def _from_namespace(
        cls,
        environment: Any,
        namespace: MutableMapping[str, Any],
        # The name is Jinja's own parameter.
        globals: MutableMapping[str, Any],  # noqa: A002  (as above)
    ) -> Template:
        escaping: _Escaping = environment
        namespace["escape"] = escaping.printed
        namespace["markup_join"] = namespace["str_join"] = escaping.join
        namespace["Macro"] = LeanMacro
        return super()._from_namespace(environment, namespace, globals)


class FormatEnv(ImmutableSandboxedEnvironment):
    """Jinja for one text format.

    Args:
        loader: where templates come from.
        text_format: the format's escaping and its own filters.
    """

    template_class = _Template
    code_generator_class = Generator
    intercepted_binops = frozenset(("+", "%", "*", "**"))

    def __init__(self, loader: BaseLoader, text_format: TextFormat) -> None:
        super().__init__(
            loader=loader,
            undefined=_Strict,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            optimized=False,  # folding constants would join and print them by Jinja's own rules
        )
        self._text_format = text_format
        self._getters: dict[str, Getter] = {}
        self.printed = self._printing()
        self.filters = {name: _guarded(name, self.filters[name]) for name in _FILTERS}
        self.filters["join"] = self._join_filter
        for name, code in text_format.filters.items():
            self.filters[name] = _coding(name, code)
        self.globals = {name: self.globals[name] for name in _GLOBALS}
        # Lets a part tell finished code from plain text, where a format wraps the two differently.
        self.tests["fardig"] = lambda value: isinstance(value, Markup)
        self.tests["dag"] = lambda value: isinstance(value, str) and _DAY.fullmatch(value) is not None

    def escape(self, value: object) -> Markup:
        """Give a value as code of the format that shows it as text.

        Raises:
            RefusedError: the value is not text or a whole number, so printing it is a mistake.
        """
        if isinstance(value, Markup):
            return value
        return Markup(self._text_format.escape(_printable(value)))  # noqa: S704  (escaped by the format)

    def _printing(self) -> Callable[[object], Markup]:
        remembered = Remembered(self._text_format.escape)

        def printed(value: object) -> Markup:
            """Do as `escape`, and not the same text twice."""
            if type(value) is str:
                return remembered[value]
            if type(value) is int:
                return remembered[str(value)]
            return value if type(value) is Markup else self.escape(value)

        return printed

    def join(self, parts: Iterable[object]) -> str:
        """Join values for `~`: as Markup when one of them is, else as plain text that is escaped later."""
        values = list(parts)
        for value in values:
            if isinstance(value, Markup):
                return Markup("").join(self.escape(v) for v in values)
        return "".join([v if type(v) is str else _printable(v) for v in values])

    def _join_filter(self, values: Iterable[object], separator: str = "") -> Markup:
        between = self.escape(separator) if separator else Markup("")
        return between.join(self.escape(v) for v in values)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)):
            raise TemplateSyntaxError("autoescape", node.lineno, name, filename)
        return tree

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Give an attribute, unless the value is rendered text."""
        # A field of a view is plain data; the sandbox's checks of it cost more than the rest of a template.
        if is_plain(type(obj), attribute):
            return getattr(obj, attribute)
        if isinstance(obj, Markup):
            raise RefusedError(T("attributet {namn} används på färdig text", namn=attribute))
        return super().getattr(obj, attribute)

    def getter(self, attribute: str) -> Getter:
        """Give what does as `getattr` for one attribute, and for which kinds it need not be asked."""
        if attribute not in self._getters:
            self._getters[attribute] = getter(attribute, self.getattr)
        return self._getters[attribute]

    # The arguments have no names, since those of the template may have any.
    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        if type(obj) is not LeanMacro:
            return super().call(context, obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        return obj.run(args, kwargs)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Give an item, unless the value is rendered text."""
        if isinstance(obj, Markup):
            raise RefusedError(T("hakparentes används på färdig text"))
        return super().getitem(obj, argument)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with an operator, unless a side is rendered text."""
        if isinstance(left, Markup) or isinstance(right, Markup):
            raise RefusedError(T("{tecken} används på färdig text; skriv ~ i stället", tecken=operator))
        # A power or a repeated text of a few characters can take all the memory there is.
        if operator == "**" or (operator == "*" and not (isinstance(left, _NUMBER) and isinstance(right, _NUMBER))):
            raise RefusedError(T("{tecken} används på annat än tal, eller ger för stora tal", tecken=operator))
        return super().call_binop(context, operator, left, right)


def _printable(value: object) -> str:
    if isinstance(value, Undefined):
        return str(value)  # raises UnknownNameError
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise RefusedError(
            T("ett värde av slaget {slag} skrivs ut; bara text och heltal kan det", slag=type(value).__name__)
        )
    return str(value)


def _guarded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    if name == "default":
        return function

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if any(isinstance(v, Markup) for v in (*args, *kwargs.values())):
            raise RefusedError(T("filtret {namn} används på färdig text", namn=name))
        return function(*args, **kwargs)

    return guarded


def _coding(name: str, code: Callable[[object], str]) -> Callable[[object], Markup]:
    """Give a filter that turns a plain value into code of the format."""
    remembered = Remembered(code)
    guarded = _guarded(name, functools.partial(_as_code, code))

    def coded(value: object) -> Markup:
        if type(value) is not str:
            found: Markup = guarded(value)
            return found
        try:
            return remembered[value]
        except TypeError:
            return _as_code(code, value)

    return coded


def _as_code(code: Callable[[object], str], value: object) -> Markup:
    if isinstance(value, Undefined):
        str(value)  # raises UnknownNameError
    try:
        return Markup(code(value))  # noqa: S704  (code of the format, made from a plain value)
    except TypeError as error:
        raise RefusedError(T("ett värde av slaget {slag} kan inte skrivas som kod", slag=str(error))) from error
