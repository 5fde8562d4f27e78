"""What a government deployment asks of every public page: no private number, and the footer that was configured."""

import re

import httpx
import pytest

from app.settings import Settings
from tests.support import recount
from tests.support.server import running

MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")


def test_no_mobile_number_is_in_any_public_byte(client: httpx.Client) -> None:
    paths = ["/", "/en/", "/api/collections/platforms/items?limit=1000", "/api/collections/platforms/items?f=csv"]
    paths += [f"/platform/{row['id']}" for row in recount.default_rows()]
    for path in paths:
        assert not MOBILE.findall(client.get(path).text), path


def test_the_footer_shows_what_is_configured_and_only_that(client: httpx.Client, real_url: str) -> None:
    page = client.get("/platform/sh-poc-001").text
    assert "审图号：未配置" in page
    for word in ("主办单位", "网站标识码", "beian.miit.gov.cn", "测绘资质"):
        assert word not in page
    settings = Settings(
        database_url=real_url,
        production=True,
        public_url="https://map.example.gov.cn",
        map_approval_number="沪S(2026)001号",
        survey_qualification="甲测资字00000000",
        organiser="测试单位",
        site_id_code="3100000000",
        icp_number="沪ICP备00000000号",
        police_record_number="沪公网安备00000000000000号",
        report_error_url="https://example.gov.cn/error",
        correction_url="mailto:map@example.gov.cn",
    )
    with running(settings) as address, httpx.Client(base_url=address, trust_env=False) as configured:
        page = configured.get("/platform/sh-poc-001").text
        for word in ("审图号：沪S(2026)001号", "主办单位：测试单位", "3100000000", "沪ICP备00000000号", "沪公网安备"):
            assert word in page, word
        assert 'href="https://beian.miit.gov.cn/"' in page
        assert 'name="SiteIDCode" content="3100000000"' in page
        assert '<link rel="canonical" href="https://map.example.gov.cn/platform/sh-poc-001">' in page
        assert "mailto:map@example.gov.cn" in page
        home = configured.get("/").text
        assert "沪S(2026)001号" in home


@pytest.mark.parametrize("path", ["/", "/en/", "/platform/sh-poc-009", "/district/310115", "/en/zone/lingang"])
def test_both_languages_name_one_another(client: httpx.Client, path: str) -> None:
    page = client.get(path).text
    assert re.search(r'rel="alternate" hreflang="zh-CN"', page)
    assert re.search(r'rel="alternate" hreflang="en"', page)
    assert ('<html lang="en"' in page) == path.startswith("/en")
