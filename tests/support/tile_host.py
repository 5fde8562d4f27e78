"""A host of map tiles on loopback."""

from typing import ClassVar

from tests.support.loopback import Quiet

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcffff3f0300050001ff"
    "5e9d2d5a0000000049454e44ae426082"
)


class Upstream(Quiet):
    """A tile host that counts what it is asked; `/redirect`, `/text` and `/large` misbehave."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Upstream.asked.append(self.path)
        redirect = self.path.startswith("/redirect")
        self.send_response(302 if redirect else 200)
        if redirect:
            self.send_header("Location", "/elsewhere.png")
        self.send_header("Content-Type", "text/html" if self.path.startswith("/text") else "image/png")
        self.end_headers()
        self.wfile.write(b"x" * 3_000_000 if self.path.startswith("/large") else PNG)
