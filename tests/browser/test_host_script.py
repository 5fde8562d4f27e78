"""The host script on another origin, pinned by its hash: it runs, and a changed one is refused."""

import base64
import hashlib

import pytest
from playwright.sync_api import expect

from app.embed import host_script
from tests.support.browser import Host
from tests.support.watch import Watch

ELEMENT = '<service-map view="counter" title="map"></service-map>'
WRONG = "sha384-" + base64.b64encode(hashlib.sha384(b"another script").digest()).decode()


def _pinned(site: str, integrity: str) -> str:
    address = site + host_script.current().address
    return f'<script src="{address}" integrity="{integrity}" crossorigin="anonymous"></script>{ELEMENT}'


def test_a_pinned_script_makes_its_frame(host: Host, real_site: str, watch: Watch) -> None:
    page = host("", watch, body=_pinned(real_site, host_script.current().integrity))
    page.locator("service-map iframe").content_frame.locator(".counter").wait_for()


def test_another_integrity_is_refused(host: Host, real_site: str, watch: Watch) -> None:
    watch.expected = ("integrity",)
    page = host("", watch, body=_pinned(real_site, WRONG))
    assert page.evaluate("typeof customElements.get('service-map')") == "undefined"
    assert page.locator("iframe").count() == 0
    assert len(watch.met) == 1


def test_only_a_marked_fallback_gives_way_and_only_to_a_frame_that_answers(
    host: Host, real_site: str, watch: Watch
) -> None:
    """Written self-closed, the element holds the rest of the page; one after another, each holds the next."""
    said: list[str] = []
    line = f'<script src="{real_site}/embed/v1/embed.js" defer></script>'
    lost = (
        '<service-map view="counter" title="one" /><h2 id="rest">the rest</h2><form><input id="field"></form>'
        '<service-map view="counter" title="two"><a data-fallback href="/">Open the map</a>words<a data-fallback>no</a>'
    )
    page = host("", watch, body=f"{line}<p>before</p>{lost}<p>the end</p>")
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    for title in ("one", "two"):
        page.locator(f"iframe[title={title}]").content_frame.locator(".counter").wait_for()
    expect(page.get_by_text("Open the map")).to_be_hidden()
    for kept in ("before", "the rest", "words", "no", "the end"):
        expect(page.get_by_text(kept, exact=kept == "no")).to_be_visible()
    page.locator("#field").fill("typed")
    assert page.locator("service-map").first.evaluate("e => e.contains(document.querySelector('#rest'))")
    # A frame of the kind that was handed out before: it moves, and is still the one.
    page.locator("service-map").last.evaluate("e => document.body.prepend(e)")
    expect(page.locator("iframe")).to_have_count(2)
    assert len([text for text in said if "</service-map>" in text]) == 2


FALLBACK = '<service-map view="counter" title="map" h="300"><a data-fallback href="/">Open the map</a></service-map>'
POLICY = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'self' 'unsafe-inline'; {more}\">"


def test_a_host_with_a_policy_has_the_frame_or_the_link_never_nothing(host: Host, real_site: str, watch: Watch) -> None:
    """What the guide tells web masters to allow is enough; whatever of it is missing, the link is there."""
    watch.expected = ("Content Security Policy", "violates", "Framing")
    line = f'<script src="{real_site}/embed/v1/embed.js" defer></script>'
    both = f"script-src {real_site}; frame-src {real_site}"
    shown = host("", watch, body=POLICY.format(more=both) + line + FALLBACK)
    shown.locator("iframe").content_frame.locator(".counter").wait_for()
    expect(shown.get_by_text("Open the map")).to_be_hidden()
    # Its height is the web master's: the frame fills it, and its foot stands at the bottom.
    foot = shown.frames[1].locator(".embed-foot").evaluate("e => Math.round(e.getBoundingClientRect().bottom)")
    assert (foot, watch.met) == (300, [])
    for more, frames in ((f"frame-src {real_site}", 0), (f"script-src {real_site}", 1)):
        page = host("", watch, body=POLICY.format(more=more) + line + FALLBACK)
        expect(page.locator("iframe")).to_have_count(frames)
        page.wait_for_timeout(300)
        expect(page.get_by_text("Open the map")).to_be_visible()
    assert len(watch.met) >= 2


def test_a_page_without_a_fallback_gets_one_where_the_frame_stays_silent(
    host: Host, real_site: str, watch: Watch
) -> None:
    watch.expected = ("Failed to load resource", "Framing", "ERR_", "no answer")
    body = f'<script src="{real_site}/embed/v1/embed.js" defer></script><service-map view="counter"></service-map>'
    page = host("", watch, body="")
    page.clock.install()
    page.context.route(f"{real_site}/embed/v1/counter", lambda route: route.abort())
    page.set_content(body)
    page.locator("iframe").wait_for()
    page.wait_for_timeout(200)
    page.clock.run_for(11_000)
    link = page.locator("service-map > a")
    expect(link).to_be_visible()
    assert link.get_attribute("href") == f"{real_site}/embed/v1/counter"


HOW = {
    "module": '<script type="module" src="{script}"></script>',
    "import": '<script type="module">import("{script}")</script>',
    "loader": "<script>fetch('{script}').then(a => a.text()).then(t => (0, eval)(t))</script>",
    "added": "<script>const b = document.createElement('script'); b.src = '{script}';document.head.append(b)</script>",
}


def test_a_module_a_loader_and_a_copy_work_or_say_why(host: Host, real_site: str, watch: Watch) -> None:
    for how in ("module", "import", "loader", "added"):
        line = HOW[how].format(script=f"{real_site}/embed/v1/embed.js")
        page = host("", watch, body=line + FALLBACK)
        page.locator("service-map iframe").content_frame.locator(".counter").wait_for()
    # Copied into a script of the page it cannot know where the map is, says so, and takes an attribute that does.
    watch.expected = ("data-home",)
    copy = host_script.latest().read_text("utf-8")
    page = host("", watch, body=f"<script>{copy}</script>{FALLBACK}")
    expect(page.get_by_text("Open the map")).to_be_visible()
    expect(page.locator("iframe")).to_have_count(0)
    assert [text for text in watch.met if "data-home" in text]
    page.locator("service-map").evaluate("(e, home) => e.dataset.home = home + '/'", real_site)
    page.locator("iframe").content_frame.locator(".counter").wait_for()
    expect(page.get_by_text("Open the map")).to_be_hidden()


COUNTED = """<script>
window.listening = 0;
for (const [name, step] of [["addEventListener", 1], ["removeEventListener", -1]]) {
  for (const target of [window, document]) {
    const real = target[name].bind(target);
    target[name] = (...given) => { window.listening += step; return real(...given); };
  }
}
</script>"""


def test_what_changes_later_takes_effect_and_what_goes_leaves_nothing(host: Host, real_site: str, watch: Watch) -> None:
    line = f'<script src="{real_site}/embed/v1/embed.js" defer></script>'
    two = '<service-map id="a" view="counter" title="one"></service-map><service-map id="b" view="counter" h="2:1">'
    page = host("", watch, width=900, body=f"{COUNTED}{line}{two}</service-map>")
    first = page.locator("#a")
    first.locator("iframe").content_frame.locator(".counter").wait_for()
    steps = page.evaluate("history.length")
    page.evaluate("""() => {
      const map = document.querySelector("#a");
      const set = {lang: "en", theme: "dark", h: "333", title: "two"};
      for (const name in set) map.setAttribute(name, set[name]);
      map.removeAttribute("view");
      map.dataset.note = "of the page";
    }""")
    frame = first.locator("iframe")
    expect(frame).to_have_attribute("src", f"{real_site}/embed/v1?lang=en&theme=dark")
    expect(frame).to_have_attribute("title", "two")
    expect(frame).to_have_js_property("offsetHeight", 333)
    frame.content_frame.locator(".card").first.wait_for()
    assert page.evaluate("history.length") == steps
    page.evaluate("document.querySelector('#a').setAttribute('h', 'auto')")
    page.wait_for_function("document.querySelector('#a iframe').offsetHeight > 600")
    other = page.locator("#b iframe")
    expect(other).to_have_attribute("src", f"{real_site}/embed/v1/counter")
    box = other.bounding_box()
    assert box is not None
    assert abs(box["width"] / box["height"] - 2) < 0.02
    # In and out twenty times, and two frames of the page's own that come late.
    before = page.evaluate("window.listening")
    page.evaluate("""() => {
      const map = document.querySelector("#b");
      for (let i = 0; i < 20; i++) { map.remove(); document.body.append(map); }
      for (let i = 0; i < 20; i++) {
        const more = document.createElement("service-map");
        document.body.append(more);
        more.remove();
      }
    }""")
    expect(page.locator("#b iframe")).to_have_count(1)
    assert page.evaluate("window.listening") == before
    late = f'<iframe id="late" data-service-map src="{real_site}/embed/v1/counter" title="late" height="700"></iframe>'
    page.evaluate("late => document.body.insertAdjacentHTML('beforeend', late)", late)
    page.wait_for_function("document.querySelector('#late').offsetHeight < 400")
    assert page.evaluate("window.listening") == before


def test_a_bad_frame_costs_the_others_nothing(host: Host, real_site: str, watch: Watch) -> None:
    bad = '<iframe data-service-map src="http://[bad" title="bad"></iframe>'
    line = f'<script src="{real_site}/embed/v1/embed.js" defer></script>'
    page = host("", watch, body=f"{line}{bad}{ELEMENT}")
    page.locator("service-map iframe").content_frame.locator(".counter").wait_for()


@pytest.mark.parametrize(("lang", "name"), [("en", "Proof-of-concept service map"), ("zh-CN", "概念验证平台服务地图")])
def test_a_frame_without_a_title_has_a_name_in_its_language(
    host: Host, real_site: str, watch: Watch, lang: str, name: str
) -> None:
    line = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    page = host("", watch, body=f'{line}<service-map view="counter" lang="{lang}"></service-map>')
    assert page.locator("service-map iframe").get_attribute("title") == name


@pytest.mark.parametrize("query", ['kind="poc,pilot,related"', 'zone="zhangjiang" lock="zone"', 'district="310112"'])
def test_a_list_at_the_side_settles_at_one_height(host: Host, real_site: str, watch: Watch, query: str) -> None:
    """It must not measure the window that follows it: that grows, or shrinks, with every answer."""
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    heights = "window.heights = []; addEventListener('service-map', e => window.heights.push(e.detail.height))"
    element = f'<service-map view="map" list="side" {query} lang="en"></service-map>'
    page = host("", watch, width=900, height=700, body=f"<script>{heights}</script>{script}{element}")
    inside = page.frame_locator("iframe")
    inside.locator(".card").first.wait_for()
    page.wait_for_timeout(800)
    settled = len(page.evaluate("window.heights"))
    for height in (300, 2000, 700):
        page.locator("iframe").evaluate("(e, h) => { e.style.height = h + 'px'; }", height)
        page.wait_for_timeout(400)
    found = page.evaluate("window.heights")
    assert settled >= 1
    assert len(set(found[settled - 1 :])) == 1
    assert 400 < found[-1] < 900
    listed, drawn = inside.locator(".embed-list").bounding_box(), inside.locator(".embed-map").bounding_box()
    assert listed
    assert drawn
    assert listed["x"] + listed["width"] <= drawn["x"]
    assert drawn["height"] >= 340
    assert watch.faults == []


def test_what_the_page_writes_on_the_element_is_not_sent(host: Host, real_site: str, watch: Watch) -> None:
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    own = 'data-id="7" aria-label="Map" role="region" slot="main" class="wide" lang="en"'
    page = host("", watch, body=f'{script}<service-map view="counter" {own}></service-map>')
    assert page.locator("iframe").get_attribute("src") == f"{real_site}/embed/v1/counter?lang=en"
    assert watch.faults == []


@pytest.mark.parametrize("h", ["1:9999", "9999:1"])
def test_a_proportion_that_no_frame_has_is_none(host: Host, real_site: str, watch: Watch, h: str) -> None:
    script = f'<script src="{real_site}/embed/v1/embed.js"></script>'
    page = host("", watch, height=700, body=f'{script}<service-map view="counter" h="{h}"></service-map>')
    frame = page.locator("iframe")
    frame.content_frame.locator(".counter").wait_for()
    page.wait_for_function("document.querySelector('iframe').offsetHeight < 480")
    assert frame.evaluate("e => e.style.aspectRatio") == ""
    box = frame.bounding_box()
    assert box is not None
    assert 160 <= box["height"] < 480
