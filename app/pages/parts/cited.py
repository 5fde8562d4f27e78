"""What a page says when its address cites a version of the data that is not the one that stands there."""

from app.pages.address.location import cited_version
from app.pages.context import Context


def older_than_now(context: Context) -> list[str]:
    """That the figures are of a newer version than the cited one, or that there is none of that number."""
    cited, current = context.location.view.get("cited", ""), context.vocabulary.version
    version = cited_version(cited, current)
    if cited and version is None:
        return [context.say("about-cited-unknown", version=cited[:20], current=current)]
    if version is not None and version < current:
        return [context.say("brief-older", version=str(version), current=str(current))]
    return []
