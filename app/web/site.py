"""The address of this site."""

from fastapi import Request

from app.web.dependencies import settings_of


def base_url(request: Request) -> str:
    """The address of this site: the setting where there is one, else as it was called."""
    return (settings_of(request).public_url or str(request.base_url)).rstrip("/")
