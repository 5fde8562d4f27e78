"""The digest as an Atom feed: an entry a line."""

from app.history.atom import News, atom, platform_page
from app.history.digest.read import Digest, Line
from app.history.digest.words import about, details, facts, title
from app.platforms.filter import Filter
from app.vocabulary import Vocabulary
from frontend.messages import Messages


def digest_feed(
    say: Messages, vocabulary: Vocabulary, digest: Digest, filter: Filter, address: str, site: str, author: str
) -> bytes:
    """The feed at `address`; pages of platforms stand below `site`."""

    def news(line: Line) -> News:
        return News(
            # A later change of the same record is news again.
            f"{site}/api/platforms/{line.platform}/changes#{line.section}-{line.number}",
            f"{say(f'digest-{line.section}')}{say('brief-colon')}{line.name(say.lang)}",
            line.made_at,
            author,
            platform_page(site, say.lang, line.platform),
            [facts(say, vocabulary, line), *details(say, vocabulary, line)],
        )

    heading = f"{title(say, digest)} · {about(say, vocabulary, filter)}"
    return atom([news(line) for line in digest.lines], heading, address, say.lang)
