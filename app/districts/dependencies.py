"""What handlers need of the districts."""

from app.districts.basemap import BaseMap
from app.web.provided import Provided

base_map_of = Provided(BaseMap)
