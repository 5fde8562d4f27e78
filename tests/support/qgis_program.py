"""Opens a project and a style with QGIS, without a screen, and prints what each layer holds as JSON.

It runs with the interpreter of Debian, which has QGIS, and not with the project's: it imports nothing of ours.
"""

import json
import os
import sys
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsExpression,
    QgsFeatureRequest,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize

CITY = (120.8, 30.6, 122.2, 31.95)


def held(layer: Any, box: QgsRectangle) -> dict[str, Any]:
    """The ids, those with a position, and the columns of a layer with how many records state each."""
    features = list(layer.getFeatures())
    columns = {field.name(): field.typeName() for field in layer.fields() if field.name() != "id"}
    stated = {name: sum(1 for each in features if each[name]) for name in columns}
    return {
        "source": layer.dataProvider().uri().param("typename"),
        "ids": [each["id"] for each in features],
        "located": [each["id"] for each in features if each.hasGeometry()],
        "in_box": [each["id"] for each in layer.getFeatures(QgsFeatureRequest().setFilterRect(box))],
        "columns": columns,
        "stated": stated,
        "crs": layer.crs().authid(),
    }


def drawn(layers: list[Any]) -> int:
    """How many colours a map of the layers has; one is that of nothing."""
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    settings.setExtent(QgsRectangle(*CITY))
    settings.setOutputSize(QSize(500, 500))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage()
    return len({image.pixel(x, y) for x in range(500) for y in range(500)})


def main(api: str, project: str, style: str, box: str) -> None:
    """Print what the layers of the project hold, what an expression finds, and whether the style is taken."""
    within = QgsRectangle(*map(float, box.split(",")))
    opened = QgsProject.instance()
    read = opened.read(project)
    layers = list(opened.mapLayers().values())
    platforms = QgsVectorLayer(f"url='{api}' typename='platforms' pageSize='7'", "platforms", "OAPIF")
    said, styled = platforms.loadNamedStyle(style)
    pilots = QgsFeatureRequest(QgsExpression("kind = 'pilot' AND zone = 'lingang'"))
    found = {
        "read": read and all(layer.isValid() for layer in layers),
        "layers": [held(layer, within) for layer in layers],
        "pilots": [each["id"] for each in platforms.getFeatures(pilots)],
        "style": {"taken": styled, "said": said, "renderer": platforms.renderer().type()},
        "colours": drawn([layer for layer in layers if layer.isSpatial()]),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], False)
    application.initQgis()
    main(*sys.argv[1:5])
    sys.stdout.flush()
    # The libraries of QGIS may crash while the interpreter ends; what was to be printed is.
    os._exit(0)
