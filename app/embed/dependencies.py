"""What frames, builder and doctor need of the host register."""

from app.embed.allowed import AllowedHosts
from app.embed.hosts import HostCounts
from app.web.provided import Provided

allowed_hosts_of = Provided(AllowedHosts)
host_counts_of = Provided(HostCounts)
