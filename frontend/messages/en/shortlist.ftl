property-lon = Longitude (WGS-84)
property-lat = Latitude (WGS-84)
property-page = Page on this site
