"""The whole of a filtered list as a file: CSV and GeoJSON as they are read, XLSX, GeoPackage and FlatGeobuf at once."""
