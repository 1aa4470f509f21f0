"""How the command line is read and its help shown: Typer's commands in Swedish and English.

Every command takes the common options after its name as well as before it, and every mistake in
the call becomes a sentence that says what was expected.
"""

from __future__ import annotations

from typing import Any

import typer
from typer._click import Command as BaseCommand
from typer._click import Context, HelpFormatter, Parameter
from typer._click.exceptions import BadOptionUsage, BadParameter, ClickException, MissingParameter, NoSuchOption
from typer.core import TyperCommand, TyperGroup, TyperOption

from fyrportfolj.cli.session import session_of
from fyrportfolj.cli.values import BadValue
from fyrportfolj.cli.words import N_, translated
from fyrportfolj.errors import UsageError
from fyrportfolj.messages import T, Text
from fyrportfolj.model.suggest import suggest

CONTEXT = {"max_content_width": 80}
_FIRST_COLUMN = 26


def common_options() -> list[Parameter]:
    """Give the options that every command takes; their values go to the session, not to the command."""

    def option(*names: str, metavar: str | None, text: str, store: str) -> Parameter:
        def keep(ctx: Context, _param: Parameter, value: object) -> None:
            if value not in (None, False):
                session_of(ctx).options.set(store, value)

        return TyperOption(
            param_decls=[f"gemensam_{store}", *names],
            metavar=metavar,
            is_flag=metavar is None,
            default=None if metavar else False,
            expose_value=False,
            callback=keep,
            help=text,
        )

    return [
        option(
            "--portfolio",
            "-p",
            metavar=N_("KATALOG"),
            text=N_("Portföljens katalog; annars söks fyr.yaml uppåt."),
            store="portfolio",
        ),
        option("--format", metavar="text|json", text=N_("Text för människor eller JSON för program."), store="format"),
        option("--lang", metavar="sv|en", text=N_("Språk."), store="lang"),
        option("--today", metavar=N_("DATUM"), text=N_("Dagen att räkna från, ÅÅÅÅ-MM-DD."), store="today"),
        option(
            "--as-of",
            metavar=N_("DATUM|VERSION"),
            text=N_("Läs portföljen som den var den dagen eller i den versionen i git."),
            store="as_of",
        ),
        option("--no-color", metavar=None, text=N_("Utan färger."), store="no_color"),
        TyperOption(
            param_decls=["gemensam_help", "-h", "--help"],
            is_flag=True,
            default=False,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help=N_("Visa hjälpen."),
        ),
    ]


def _show_help(ctx: Context, _param: Parameter, value: object) -> None:
    if value and not ctx.resilient_parsing:
        session_of(ctx).console.text(ctx.get_help())
        raise typer.Exit


class FyrCommand(TyperCommand):
    """A command with the common options and Swedish help."""

    def __init__(self, name: str | None, **attrs: Any) -> None:
        super().__init__(name, **{**attrs, "add_help_option": False})
        self.params = [*self.params, *common_options()]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments and say in Swedish which ones are too many."""
        session = session_of(ctx)
        session.kommando = _verb(ctx)
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageError(
                T("{kommando} tar inte emot {argument}", kommando=ctx.command_path, argument=" ".join(rest)),
                see_help(ctx.command_path),
            )
        if not ctx.resilient_parsing:
            session.expect_common_format()
            session.expect_version_is_read()
        return rest

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write usage, text and options."""
        _write_help(self, ctx, formatter)


class FyrGroup(TyperGroup):
    """A group of commands with Swedish help and a proposal when a name is misspelt."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**{**attrs, "add_help_option": False})
        self.params = [*self.params, *common_options()]

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments, and let mistakes in them name the group."""
        session_of(ctx).kommando = _verb(ctx)
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write usage, text, options and commands."""
        _write_help(self, ctx, formatter)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, BaseCommand | None, list[str]]:
        """Find the command, or say which one may have been meant."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing and not name.startswith("-"):
            visible = [n for n, c in self.commands.items() if not c.hidden]
            near = suggest(name, visible)
            raise UsageError(
                T("kommandot {namn} finns inte", namn=f"{ctx.command_path} {name}"),
                T("menade du {forslag}?", forslag=near) if near else see_help(ctx.command_path),
            )
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Context) -> Any:
        """Run the command, or say which commands the group has."""
        if not ctx._protected_args and not self.invoke_without_command:  # noqa: SLF001  (Click has no other door)
            names = tuple(n for n, c in self.commands.items() if not c.hidden)
            raise UsageError(
                T("{kommando} behöver ett kommando: {namn}", kommando=ctx.command_path, namn=names),
                see_help(ctx.command_path),
            )
        return super().invoke(ctx)


def usage_error(error: ClickException, kommando: str) -> UsageError:
    """Turn what Typer says about a call into a sentence of ours.

    Args:
        error: what the parser raised.
        kommando: the command that was being read, such as `gate check`.
    """
    ctx = getattr(error, "ctx", None)
    path = f"fyr {kommando}".strip()
    match error:
        case NoSuchOption():
            text = T("alternativet {namn} finns inte", namn=error.option_name)
            near = suggest(error.option_name, _option_names(ctx))
            return UsageError(text, T("menade du {forslag}?", forslag=near) if near else see_help(path))
        case MissingParameter():
            return UsageError(T("{namn} saknas", namn=_name(error.param, path)), see_help(path))
        case BadOptionUsage():
            if error.message.endswith("does not take a value."):
                return UsageError(T("{namn} tar inget värde", namn=error.option_name), see_help(path))
            return UsageError(T("{namn} behöver ett värde", namn=error.option_name), see_help(path))
        case BadParameter():
            fault = error.text if isinstance(error, BadValue) else error.message
            return UsageError(T("{namn}: {fel}", namn=_name(error.param, path), fel=fault), see_help(path))
        case _:
            return UsageError(T("anropet går inte att läsa: {fel}", fel=error.format_message()), see_help(path))


def see_help(path: str) -> Text:
    """Say where the help of a command is.

    Args:
        path: the command as it is written, such as `fyr gate check`.
    """
    return T("kör {kommando} --help för att se hur det skrivs", kommando=path)


def _verb(ctx: Context) -> str:
    return ctx.command_path.partition(" ")[2]


def _option_names(ctx: Context | None) -> list[str]:
    return [name for p in ctx.command.params for name in (*p.opts, *p.secondary_opts)] if ctx else []


def _name(param: Parameter | None, path: str) -> str:
    if param is None:
        return path
    return max(param.opts, key=len) if isinstance(param, TyperOption) else param.human_readable_name


def _write_help(command: BaseCommand, ctx: Context, out: HelpFormatter) -> None:
    session = session_of(ctx)
    language = session.language

    def say(msgid: str | None) -> str:
        return translated(msgid or "", language)

    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = [p.human_readable_name if p.required else f"[{p.human_readable_name}]" for p in arguments]
    usage = [say(N_("[ALTERNATIV]")), *usage]
    if isinstance(command, FyrGroup):
        usage.append(say(N_("KOMMANDO")))
    out.write_usage(ctx.command_path, " ".join(usage), prefix=say(N_("Användning")) + ": ")
    if command.help:
        out.write_paragraph()
        out.write_text(say(command.help))
    common = {p.name for p in command.params if (p.name or "").startswith("gemensam_")}
    own = [p for p in command.params if isinstance(p, TyperOption) and p.name not in common]
    shared = [p for p in command.params if isinstance(p, TyperOption) and p.name in common]
    _section(out, say(N_("Argument")), [(p.human_readable_name, say(getattr(p, "help", ""))) for p in arguments])
    if isinstance(command, FyrGroup):
        rows = [(n, say(c.help)) for n, c in command.commands.items() if not c.hidden]
        _section(out, say(N_("Kommandon")), rows)
    _section(out, say(N_("Alternativ")), [_option_row(p, say) for p in own if not p.hidden])
    _section(out, say(N_("Gemensamma alternativ")), [_option_row(p, say) for p in shared])


def _section(out: HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with out.section(heading):
            out.write_dl(rows, col_max=_FIRST_COLUMN)


def _option_row(option: TyperOption, say: Any) -> tuple[str, str]:
    names = ", ".join(sorted(option.opts, key=len))
    if option.secondary_opts:
        names += " / " + ", ".join(option.secondary_opts)
    if not option.is_flag and option.metavar:
        names += " " + say(option.metavar)
    text = say(option.help)
    if option.default not in (None, False, (), []) and option.show_default and not option.is_flag:
        text += " " + say(N_("[annars {standard}]")).format(standard=option.default)
    if option.required:
        text += " " + say(N_("[krävs]"))
    return names, text
