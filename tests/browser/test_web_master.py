"""A web master whose site has a policy: the builder, a snippet that an editor spoiled, the doctor, and it stands."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.support.browser import Host, Open
from tests.support.watch import Watch

GUIDE = Path(__file__).parents[2] / "docs" / "web-masters.md"
REST = '<h2 id="rest">The rest of the page</h2>'


def _policies() -> list[str]:
    """The lines that the guide asks web masters to add, in each language."""
    return [
        " ".join(lines.split()) for lines in re.findall(r"^frame-src [^`]*", GUIDE.read_text("utf-8"), re.MULTILINE)
    ]


def test_a_spoiled_snippet_costs_no_content_and_the_doctor_mends_it(
    opened: Open, host: Host, real_site: str, watch: Watch
) -> None:
    added, again = _policies()
    assert added == again
    policy = f"default-src 'self'; {added.replace('https://map.example.cn', real_site)}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    builder = opened("/en/embed/builder?district=310114&frame-lock=district")
    snippet = builder.locator("#snippet-element").text_content() or ""
    assert 'kind="poc"' in snippet
    spoiled = re.sub(r">\s*<a [^>]*>[^<]*</a></service-map>", " />", snippet)
    assert spoiled != snippet

    page = host("", watch, body=head + spoiled + REST, height=900)
    inside = page.locator("service-map iframe").content_frame
    expect(inside.locator(".frame-none")).to_contain_text("No proof-of-concept platform listed")
    expect(page.locator("#rest")).to_be_visible()
    assert page.locator("#rest").evaluate("e => !!e.closest('service-map')")
    number = re.search(r"\d+", inside.locator(".frame-none a").inner_text())
    inside.locator(".frame-none a").click()
    expect(inside.locator(".card").first).to_be_visible()
    assert number is not None
    expect(inside.locator(".card")).to_have_count(int(number[0]))

    doctor = opened("/en/embed/doctor")
    doctor.locator("#snippet").fill(spoiled)
    doctor.get_by_role("button", name="Check").click()
    expect(doctor.locator("[data-cause=self-closed]")).to_contain_text("<service-map … /> does not close itself")
    corrected = doctor.locator("#corrected").text_content() or ""
    watch.hosts |= {"localhost"}
    page = host("", watch, body=head + corrected + REST, height=900)
    page.locator("service-map iframe").content_frame.locator(".frame-none").wait_for()
    expect(page.locator("#rest")).to_be_visible()
    assert not page.locator("#rest").evaluate("e => !!e.closest('service-map')")
    expect(page.locator("[data-fallback]")).to_be_hidden()
