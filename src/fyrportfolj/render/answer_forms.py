"""The forms that are sent out with a consultation: a page that works without network, and a Word document."""

from __future__ import annotations

import json
from datetime import datetime

from markupsafe import Markup

from fyrportfolj.render.appearance import Appearance
from fyrportfolj.render.formats import HTML
from fyrportfolj.render.templates import Templates
from fyrportfolj.render.views.remiss_form import FormView

FORMAT = "fyr-remissvar-1"
"""What an answer file says that it is; `store.answers.form` reads it."""

_TEMPLATE = "svarsformular/svarsformular.html.j2"


def html_form(view: FormView, templates: Templates, looks: Appearance) -> bytes:
    """Give a recipient's form as one page.

    The page says in its content policy that nothing may be fetched or sent; its script only saves a file.

    Args:
        view: whom and what it is about.
        templates: the portfolio's templates.
        looks: its accent colour and logotype.

    Raises:
        DataError: the template has a mistake.
    """
    held = {
        "format": FORMAT,
        "remiss": view.remiss,
        "instans": view.instans,
        "handling_sha256": view.sha256,
        "fragor": [q.id for q in view.fragor],
    }
    # In a script element nothing is an entity; without < nothing in it can end the element.
    data = Markup(json.dumps(held).replace("<", "\\u003c"))  # noqa: S704  (as above)
    text = templates.render(_TEMPLATE, HTML, view, utseende=looks, uppgifter=data)
    return "\n".join(line for line in text.splitlines() if line.strip()).encode() + b"\n"


def form_base(view: FormView, templates: Templates, stamp: datetime) -> bytes:
    """Give what every Word form of a round begins with: the portfolio's Word template, with its header filled in.

    Args:
        view: the form of any recipient.
        templates: the portfolio's templates.
        stamp: time zone aware moment that the document says it was made.

    Raises:
        DataError: the Word template is missing, cannot be read, or has a mistake.
    """
    from fyrportfolj.render.word import BASE, base_template
    from fyrportfolj.render.word_form import make_form_base

    return make_form_base(base_template(templates), BASE, view, stamp)


def word_form(base: bytes, view: FormView, stamp: datetime) -> bytes:
    """Give a recipient's form as a Word document, the same bytes for the same arguments.

    Args:
        base: what `form_base` gave for the round.
        view: whom and what it is about.
        stamp: time zone aware moment that the document says it was made.
    """
    from fyrportfolj.render.word_form import make_word_form

    return make_word_form(base, view, stamp)
