"""What one platform is to a reader: the record that pages show."""

from pydantic import ConfigDict

from app.platforms.record import Record
from frontend.language import choose


class Platform(Record):
    """A stored record, with what was made for a reader; lon and lat are WGS-84 degrees."""

    model_config = ConfigDict(frozen=True)

    district: str | None = None
    """Name of the district in Chinese."""
    distance_m: float | None = None
    """Metres on the spheroid from the point asked for."""

    def name(self, lang: str) -> str:
        """The name in the page's language."""
        return choose(lang, self.name_zh, self.name_en)
