"""The map of a snapshot on paper: the filtered list numbered anew, its marks, and no address that leads nowhere."""

from tests.support.paper import differs, hidden, measured, printed, spots
from tests.support.places import Go


def test_a_filtered_list_of_a_file_is_printed_with_its_map(go: Go) -> None:
    page = go("single", "?zone=lingang&kind=poc&kind=pilot&kind=related&group=none&theme=dark")
    wanted = {
        "map": ".service-map[data-map-root]",
        "mark": ".mark.platform",
        "number": ".n-label",
        "link": ".card-link",
    }
    measured(page, {**wanted, "card": ".cards .card-name", "place": ".cards .card-no", "address": "#paper a"})
    sheet = printed(page)
    with hidden(page, ".leaflet-marker-pane"):
        bare = printed(page)
    (map,), marks, cards = spots(page, "map"), spots(page, "mark"), spots(page, "card")
    assert len(marks) > 2
    assert all(each.within(map) and differs(sheet, bare, each.box) > 20 for each in marks)
    assert sheet.part(map.box).mean() > 190
    assert [each.name for each in spots(page, "place")] == [str(n) for n in range(1, len(cards) + 1)]
    assert len(spots(page, "number")) >= len(marks)
    assert spots(page, "address") == []
    assert all("/" not in each.name for each in spots(page, "link"))
    assert "2026-11" in sheet.text
    assert "审图号" in sheet.text
