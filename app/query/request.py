"""What the parameters of a request say of its answer: names that the address does not take, and the format."""

from typing import Any

from fastapi import Request

from app.errors import UnknownParameterError
from app.query.parameter import Parameter, check_given, names
from app.query.parameters import FORMAT
from app.web.negotiation import Format, Negotiation, preferred


def known_only(request: Request, *parameters: Parameter[Any]) -> None:
    """Refuse a request that names other parameters, or one of these in a way that it does not take.

    Raises UnknownParameterError, InvalidParameterError.
    """
    known = names(parameters)
    for name in request.query_params:
        if name not in known:
            raise UnknownParameterError(name, ", ".join(known))
    check_given(parameters, request.query_params.multi_items())


def negotiate(request: Request, formats: tuple[Format, ...]) -> Negotiation:
    """Choose among `formats`, of which the first counts where the caller has no preference or takes none of them.

    Raises InvalidParameterError where `f` names none of them.
    """
    if FORMAT.name in request.query_params:
        return Negotiation(FORMAT.among(formats).of(request.query_params))
    if len(formats) == 1:
        return Negotiation(formats[0])
    return Negotiation(preferred(request, formats), ("Accept",))
