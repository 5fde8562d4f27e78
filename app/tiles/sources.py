"""The base layers that a deployment configured: its own list, and Tianditu where there is a key."""

from urllib.parse import urlsplit

from app.errors import SettingsError
from app.settings import Settings, TileSource

TIANDITU = (
    "https://t{s}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
    "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}"
)
TIANDITU_PAIRS = {
    "vec": ("vec", "cva", "天地图", "Tianditu"),
    "img": ("img", "cia", "天地图影像", "Tianditu imagery"),
}


def sources(settings: Settings) -> dict[str, TileSource]:
    """All configured base layers by name. Raises SettingsError for an address that is not http(s)."""
    layers = [*settings.base_layers]
    if settings.tianditu_key:
        layers += [_tianditu(layer, settings) for layer in settings.tianditu_layers]
    for source in layers:
        for address in filter(None, (source.url, source.overlay_url)):
            if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
                raise SettingsError(f"The base layer “{source.name}” needs an http or https address.")
    return {source.name: source for source in layers}


def _tianditu(layer: str, settings: Settings) -> TileSource:
    base, labels, zh, en = TIANDITU_PAIRS[layer]
    return TileSource(
        name=f"tianditu-{layer}",
        label_zh=zh,
        label_en=en,
        url=TIANDITU.replace("{layer}", base),
        overlay_url=TIANDITU.replace("{layer}", labels),
        subdomains=["0", "1", "2", "3", "4", "5", "6", "7"],
        key=settings.tianditu_key,
        attribution="天地图 · 国家地理信息公共服务平台",
        approval_number=settings.tianditu_approval_number,
        max_zoom=18,
    )


def address(template: str, source: TileSource, z: int, x: int, y: int) -> str:
    """The upstream address of one tile."""
    parts = {"z": z, "x": x, "y": y, "key": source.key}
    if source.subdomains:
        parts["s"] = source.subdomains[(x + y) % len(source.subdomains)]
    for name, value in parts.items():
        template = template.replace(f"{{{name}}}", str(value))
    return template
